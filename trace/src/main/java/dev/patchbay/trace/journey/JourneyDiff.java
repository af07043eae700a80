package dev.patchbay.trace.journey;

import dev.patchbay.core.Journey;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What is otherwise on the way of packets than it was before a change: their texts line by line,
/// without times and the numbers that are others each time. How far a line is indented tells how
/// many namespaces came before, not what happened: it makes no difference.
public final class JourneyDiff {
  /// The width of the column with the time.
  private static final int TIME = 12;

  private static final Pattern RANDOM =
      Pattern.compile(
          " \\(pid [0-9]+\\)|(journey|\\bid|seq|ack|val|ecr) [0-9]+(:[0-9]+)?"
              + "|\\.[0-9]{5}\\b|:[0-9]{5}\\b");

  /// The lines that are compared.
  public static List<String> lines(List<Journey> journeys) {
    String text = JourneyForm.TEXT.show(journeys, false, false);
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      boolean title = line.startsWith("journey ");
      String told = title || line.length() < TIME ? line : line.substring(TIME);
      lines.add(RANDOM.matcher(told).replaceAll(found -> found.group(1) == null ? "" : "$1"));
    }
    return lines;
  }

  /// The lines of `after`, with `+` before those that are new, and those of `before` that are gone
  /// with `-`. Empty when nothing has changed.
  ///
  /// @param colour whether it is for a terminal
  public static String of(List<String> before, List<String> after, boolean colour) {
    int[][] common = common(stripped(before), stripped(after));
    StringBuilder out = new StringBuilder();
    boolean same = true;
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      boolean both = i < before.size() && j < after.size();
      if (both && before.get(i).strip().equals(after.get(j).strip())) {
        out.append("  ").append(after.get(j)).append('\n');
        i++;
        j++;
      } else if (j == after.size() || (both && common[i + 1][j] >= common[i][j + 1])) {
        out.append(Ink.RED.on("- " + before.get(i++), colour)).append('\n');
        same = false;
      } else {
        out.append(Ink.GREEN.on("+ " + after.get(j++), colour)).append('\n');
        same = false;
      }
    }
    return same ? "" : out.toString();
  }

  private static List<String> stripped(List<String> lines) {
    return lines.stream().map(String::strip).toList();
  }

  /// How many lines the rests from `i` and `j` on have in common, in order.
  private static int[][] common(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private JourneyDiff() {}
}
