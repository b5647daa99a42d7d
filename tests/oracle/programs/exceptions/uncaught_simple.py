"""An uncaught exception below several kinds of frames."""


class Account:
    def __init__(self, balance):
        self.balance = balance

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError(f"cannot withdraw {amount} of {self.balance}")
        self.balance -= amount


def run(accounts):
    return [account.withdraw(50) for account in accounts]


print("before")
run(list(map(Account, (100, 20))))
print("not reached")
