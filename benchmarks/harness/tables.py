"""Tables in Markdown, aligned so that they can be read as they are."""


def number(value, digits=3):
    """Three significant digits, without an exponent."""
    if value is None:
        return ""
    decimals = 0
    while decimals < 6 and abs(value) * 10**decimals < 10 ** (digits - 1) and value:
        decimals += 1
    return f"{value:.{decimals}f}"


def percent(value):
    return "" if value is None else f"{100 * value:.0f} %"


def table(headers, rows):
    cells = [[str(cell) for cell in row] for row in [headers, *rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(headers))]
    lines = ["| " + " | ".join(cell.rjust(width) for cell, width in zip(row, widths)) + " |" for row in cells]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 1) + ":" for width in widths) + "|", *lines[1:]])
