"""Classes, properties, decorators, exceptions and logging of a small banking system."""
import functools
import itertools
from contextlib import contextmanager
from decimal import Decimal


class BankError(Exception):
    pass


class InsufficientFunds(BankError):
    def __init__(self, account, amount):
        super().__init__(f"{account.owner} lacks {amount - account.balance:.2f}")


def audited(method):
    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        try:
            result = method(self, *args, **kwargs)
        except BankError as error:
            self.log.append(f"{method.__name__} failed: {error}")
            raise
        else:
            self.log.append(f"{method.__name__}{args}")
            return result

    return wrapper


class Account:
    numbers = itertools.count(1)
    interest = Decimal("0.01")

    def __init__(self, owner, balance=0):
        self.owner, self._balance, self.number, self.log = owner, Decimal(balance), next(self.numbers), []

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, value):
        if value < 0:
            raise InsufficientFunds(self, self._balance - value)
        self._balance = value

    @audited
    def deposit(self, amount):
        if amount <= 0:
            raise BankError("deposit must be positive")
        self.balance += amount

    @audited
    def withdraw(self, amount):
        self.balance -= amount

    def add_interest(self):
        self.balance += self.balance * self.interest

    def __repr__(self):
        return f"{type(self).__name__}({self.number}, {self.owner!r}, {self.balance})"

    def __lt__(self, other):
        return self.balance < other.balance


class Savings(Account):
    interest = Decimal("0.05")

    def withdraw(self, amount):
        if amount > 100:
            raise BankError("limit is 100")
        super().withdraw(amount)


class Bank:
    def __init__(self, *accounts):
        self.accounts = {a.number: a for a in accounts}

    @contextmanager
    def transaction(self):
        saved = {n: a._balance for n, a in self.accounts.items()}
        try:
            yield self
        except BankError as error:
            for n, balance in saved.items():
                self.accounts[n]._balance = balance
            print("rolled back:", error)

    def transfer(self, a, b, amount):
        self.accounts[a].withdraw(amount)
        self.accounts[b].deposit(amount)

    def __iter__(self):
        return iter(sorted(self.accounts.values(), reverse=True))

    def __getitem__(self, number):
        return self.accounts[number]

    @property
    def total(self):
        return sum(a.balance for a in self)


bank = Bank(Account("Ann", 100), Savings("Bob", 500), Account("Cy"))
with bank.transaction() as b:
    b.transfer(1, 3, 30)
    b.transfer(2, 1, 50)
print(list(bank), bank.total)
with bank.transaction():
    bank.transfer(1, 2, 20)
    bank.transfer(3, 1, 1000)
with bank.transaction():
    bank.transfer(2, 1, 200)
with bank.transaction():
    bank[1].deposit(-5)
for a in bank:
    a.add_interest()
print(list(bank), bank.total)
for a in bank:
    print(a.owner, a.log)
