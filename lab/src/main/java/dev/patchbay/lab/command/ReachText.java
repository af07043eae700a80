package dev.patchbay.lab.command;

import java.util.List;

/// A [ReachMatrix] for a person: with the names above the columns, or where that would be too wide,
/// with their numbers.
final class ReachText {
  private static final int WIDEST = 120;

  /// So many changes are told one by one.
  private static final int CHANGES = 40;

  private final ReachMatrix matrix;
  private final StringBuilder out;
  private final List<String> names;

  ReachText(ReachMatrix matrix, StringBuilder out) {
    this.matrix = matrix;
    this.out = out;
    this.names = matrix.names();
  }

  void show() {
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    int width = longest + names.stream().mapToInt(name -> name.length() + 2).sum();
    if (width <= WIDEST) {
      named(longest);
    } else {
      numbered(longest);
    }
    changes();
  }

  private void named(int longest) {
    out.append(" ".repeat(longest));
    names.forEach(name -> out.append("  ").append(name));
    out.append('\n');
    for (String from : names) {
      out.append(padded(from, longest));
      for (String to : names) {
        out.append("  ").append(padded(cell(from, to), to.length()));
      }
      endLine();
    }
  }

  private void numbered(int longest) {
    int digits = Integer.toString(names.size()).length();
    int cell = 1;
    for (String from : names) {
      cell = Math.max(cell, names.stream().mapToInt(to -> cell(from, to).length()).max().orElse(1));
    }
    for (int digit = digits; digit > 0; digit--) {
      out.append(" ".repeat(digits + 2 + longest + 1));
      for (int i = 1; i <= names.size(); i++) {
        String number = String.format("%" + digits + "d", i);
        out.append(padded(number.substring(digits - digit, digits - digit + 1), cell));
      }
      endLine();
    }
    for (int i = 0; i < names.size(); i++) {
      String from = names.get(i);
      String number = String.format("%" + digits + "d", i + 1);
      out.append(number).append("  ").append(padded(from, longest)).append(' ');
      for (String to : names) {
        out.append(padded(cell(from, to), cell));
      }
      endLine();
    }
  }

  private void changes() {
    List<ReachMatrix.Cell> changed =
        matrix.cells().stream()
            .filter(cell -> cell.was() != null && cell.was() != cell.reaches())
            .toList();
    for (ReachMatrix.Cell cell : changed.subList(0, Math.min(changed.size(), CHANGES))) {
      out.append(cell.from()).append(cell.reaches() ? " now reaches " : " no longer reaches ");
      out.append(cell.to()).append(" by ").append(cell.family()).append('\n');
    }
    if (changed.size() > CHANGES) {
      out.append("and ").append(changed.size() - CHANGES).append(" more changes\n");
    }
  }

  private String cell(String from, String to) {
    return from.equals(to) ? "." : matrix.text(from, to);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private void endLine() {
    while (out.charAt(out.length() - 1) == ' ') {
      out.setLength(out.length() - 1);
    }
    out.append('\n');
  }
}
