#!/usr/bin/env python3
"""Counts what surefire ran: a line a module, a total, and a failure where a module has tests and none ran."""

import pathlib
import sys
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parent.parent


def count(module):
    """tests, failures, skipped, seconds of one module."""
    sums = [0, 0, 0, 0.0]
    for report in sorted(module.glob("target/surefire-reports/TEST-*.xml")):
        suite = xml.parse(report).getroot()
        sums[0] += int(suite.get("tests", "0"))
        sums[1] += int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
        sums[2] += int(suite.get("skipped", "0"))
        sums[3] += float(suite.get("time", "0").replace(",", ""))
    return sums


def main():
    modules = sorted(pom.parent for pom in [*ROOT.glob("*/pom.xml"), *ROOT.glob("plugins/*/pom.xml")])
    total = [0, 0, 0, 0.0]
    silent = []
    print(f"\n{'module':<32}{'tests':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for module in modules:
        sums = count(module)
        name = module.relative_to(ROOT).as_posix()
        total = [a + b for a, b in zip(total, sums)]
        if sums[0] == 0 and any(module.glob("src/test/java/**/*Test.java")):
            silent.append(name)
        print(f"{name:<32}{sums[0]:>8}{sums[1]:>8}{sums[2]:>9}{sums[3]:>9.1f}")
    print(f"{'total':<32}{total[0]:>8}{total[1]:>8}{total[2]:>9}{total[3]:>9.1f}")
    for name in silent:
        print(f"{name} has tests, but none ran")
    return 1 if silent or total[1] or total[0] == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
