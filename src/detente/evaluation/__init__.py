"""Measuring: every part of reading scored on gold, beside baselines and peers.

core ← reading, gold, baselines ← the tasks ← registry ← runs ← tables, page, floors, leakage
"""
