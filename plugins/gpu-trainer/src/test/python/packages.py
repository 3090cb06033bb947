"""Looks for packages, so that a test which needs them can say why it is skipped.

usage: python3 packages.py NAME[>=MAJOR] ...    prints "has ..." with all versions, or "lacks ..." with what is missing
"""

import sys
from importlib.metadata import PackageNotFoundError, version


def found(name):
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def main():
    there, missing = [], []
    for wanted in sys.argv[1:]:
        name, _, major = wanted.partition(">=")
        has = found(name)
        if has is None:
            missing.append(wanted)
        elif int(has.split(".")[0]) < int(major or 0):
            missing.append(f"{wanted} (there is {has})")
        else:
            there.append(f"{name} {has}")
    print("lacks " + ", ".join(missing) if missing else "has " + ", ".join(there))


main()
