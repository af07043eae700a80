package dev.patchbay.tools.ss;

import java.util.ArrayList;
import java.util.List;

/// Lays rows out in columns that are as wide as their widest cell.
final class Columns {
  /// A column: its heading, whether its cells stand on the right, what stands before it.
  private record Column(String heading, boolean right, String before) {}

  static final int NETID = 0;
  static final int STATE = 1;

  private static final List<Column> ALL =
      List.of(
          new Column("Netid", false, ""),
          new Column("State", false, " "),
          new Column("Recv-Q", false, " "),
          new Column("Send-Q", false, " "),
          new Column("Local Address:", true, " "),
          new Column("Port", false, ""),
          new Column("Peer Address:", true, " "),
          new Column("Port", false, ""),
          new Column("Process", false, ""));

  private final boolean[] hidden = new boolean[ALL.size()];
  private final boolean withHeadings;
  private final List<String[]> rows = new ArrayList<>();

  Columns(boolean withHeadings) {
    this.withHeadings = withHeadings;
    if (withHeadings) {
      rows.add(ALL.stream().map(Column::heading).toArray(String[]::new));
    }
  }

  void hide(int column) {
    hidden[column] = true;
  }

  /// Adds a row: a cell for each column, also for those that are hidden.
  void add(String... cells) {
    rows.add(cells);
  }

  /// The rows as text. What stands behind a newline in a last cell has lines of its own.
  String text() {
    StringBuilder text = new StringBuilder();
    int[] widths = widths();
    for (String[] row : rows) {
      boolean isFirst = true;
      for (int i = 0; i < row.length; i++) {
        if (!hidden[i]) {
          text.append(isFirst ? "" : ALL.get(i).before());
          cell(text, row[i], widths[i], ALL.get(i).right());
          isFirst = false;
        }
      }
      text.append('\n');
    }
    return rows.isEmpty() && withHeadings ? "" : text.toString();
  }

  private int[] widths() {
    int[] widths = new int[ALL.size()];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], firstLine(row[i]));
      }
    }
    return widths;
  }

  private static int firstLine(String cell) {
    int end = cell.indexOf('\n');
    return end < 0 ? cell.length() : end;
  }

  private static void cell(StringBuilder text, String cell, int width, boolean right) {
    int room = Math.max(0, width - firstLine(cell));
    int end = firstLine(cell);
    text.repeat(' ', right ? room : 0).append(cell, 0, end).repeat(' ', right ? 0 : room);
    text.append(cell, end, cell.length());
  }
}
