"""Proof of coverage: edge cancellation decides, the face ledger explains."""

from geo.coverage.certificate import KINDS, Certificate
from geo.coverage.certify import certify, prove
from geo.coverage.edges import edge_residue

__all__ = ["KINDS", "Certificate", "certify", "edge_residue", "prove"]
