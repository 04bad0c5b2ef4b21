"""Fractal noise with a given band of wavelengths."""

from __future__ import annotations

import numpy as np

from .frame import Floats, Window, stream_of_chance


def fractal(
    window: Window, topic: str, *, longest_m: float, shortest_m: float, falloff: float = 1.8
) -> Floats:
    """Make a field of mean 0 and deviation 1 with power-law amplitudes between two wavelengths."""
    white = stream_of_chance("noise " + topic).standard_normal(window.shape)
    fy = np.fft.fftfreq(window.rows, window.cell)[:, None]
    fx = np.fft.rfftfreq(window.cols, window.cell)[None, :]
    wave = np.hypot(fx, fy)
    band = (wave >= 1 / longest_m) & (wave <= 1 / shortest_m)
    weight = np.where(band, np.maximum(wave, 1e-12) ** -falloff, 0.0)
    field = np.fft.irfft2(np.fft.rfft2(white) * weight, s=window.shape)
    return (field - field.mean()) / field.std()
