"""Pages on paper: what a printer gets of a page, and tables as tables.

A table on the screen is a canvas that shows some columns and scrolls to the others; on paper the
others would be lost. So each has a plain copy beside it that only a printer sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 1000  # a longer table is a file to download, not a page to print
STYLE = """
@media screen { [data-testid="stElementContainer"]:has(.printed) { display: none; } }
@page { margin: 12mm; }
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  [data-testid="stDownloadButton"], [data-testid="stFileUploader"],
  [data-testid="stElementContainer"]:has(.printed) + div { display: none !important; }
  html, body, #root, #root > div, .stApp, [data-testid="stAppViewContainer"],
  [data-testid="stMain"], [data-testid="stMainBlockContainer"] {
    display: block !important; position: static !important; height: auto !important;
    min-height: 0 !important; overflow: visible !important; }
  .block-container { max-width: none; padding: 0 !important; }
  h1, h2, h3, p, .stMetric, tr, iframe { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  .printed table { width: 100%; border-collapse: collapse; font-size: 8.5pt; }
  .printed thead { display: table-header-group; }
  .printed th, .printed td { border: .5pt solid #999; padding: 1.5pt 3pt; text-align: left;
    overflow-wrap: anywhere; }
}
"""


def copy(frame: pd.DataFrame) -> None:
    """Put the copy of a table for the printer before the table itself."""
    if len(frame) > MOST_ROWS:
        return
    table = frame.to_html(index=False, border=0, na_rep="—", float_format=_figure)
    st.html(f'<div class="printed">{table}</div>')


def _figure(value: float) -> str:
    return f"{value:,.10g}"
