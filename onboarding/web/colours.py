"""One accent colour from the settings, made readable on light and on dark."""

import colorsys

_LIGHT_BACKGROUND = (1.0, 1.0, 1.0)
_DARK_BACKGROUND = (0.09, 0.11, 0.12)
_READABLE = 4.5  # WCAG 2.2, 1.4.3
_READABLE_ON_DARK = 7.0  # a colour that only just passes looks dull there

Rgb = tuple[float, float, float]


def stylesheet(accent: str) -> str:
    """CSS custom properties: the accent and what stands on it, for the light and the dark scheme."""
    light = _until_readable(_rgb(accent), _LIGHT_BACKGROUND, _READABLE, darker=True)
    dark = _until_readable(_rgb(accent), _DARK_BACKGROUND, _READABLE_ON_DARK, darker=False)
    return (
        f":root{{--accent:{_hex(light)};--accent-contrast:{_on(light)}}}\n"
        f"@media (prefers-color-scheme: dark){{:root{{--accent:{_hex(dark)};--accent-contrast:{_on(dark)}}}}}\n"
    )


def _rgb(text: str) -> Rgb:
    return int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _luminance(colour: Rgb) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two colours (WCAG 2.2)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _until_readable(colour: Rgb, background: Rgb, ratio: float, *, darker: bool) -> Rgb:
    hue, lightness, saturation = colorsys.rgb_to_hls(*colour)
    while contrast(colour, background) < ratio and 0 < lightness < 1:
        lightness = max(0.0, lightness - 0.02) if darker else min(1.0, lightness + 0.02)
        colour = colorsys.hls_to_rgb(hue, lightness, saturation)
    return colour


def _on(colour: Rgb) -> str:
    black, white = (0.05, 0.06, 0.07), (1.0, 1.0, 1.0)
    return _hex(white if contrast(colour, white) >= contrast(colour, black) else black)
