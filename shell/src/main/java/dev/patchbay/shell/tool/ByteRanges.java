package dev.patchbay.shell.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The list of `cut`: `1,3-5,7-`, counted from 1.
record ByteRanges(List<int[]> ranges) {
  /// Reads a list; null with what is wrong told to `fault`.
  static ByteRanges of(String list, boolean fields, Consumer<String> fault) {
    List<int[]> ranges = new ArrayList<>();
    for (String item : list.split("[, \t]", -1)) {
      int[] range = range(item, fields, fault);
      if (range != null) {
        ranges.add(range);
      }
    }
    return new ByteRanges(ranges);
  }

  private static int @Nullable [] range(String item, boolean fields, Consumer<String> fault) {
    String what = fields ? "field" : "byte/character position";
    if (!item.matches("\\d*-?\\d*")) {
      fault.accept(
          item.matches("\\d*-\\d*-.*")
              ? "invalid " + (fields ? "field " : "byte or character ") + "range"
              : "invalid "
                  + (fields ? "field value" : what)
                  + " '"
                  + item.replaceFirst("^[\\d-]*", "")
                  + "'");
      return null;
    }
    int dash = item.indexOf('-');
    String low = dash < 0 ? item : item.substring(0, dash);
    String high = dash < 0 ? item : item.substring(dash + 1);
    if (low.isEmpty() && high.isEmpty()) {
      fault.accept(
          dash < 0
              ? fields
                  ? "fields are numbered from 1"
                  : "byte/character positions are numbered from 1"
              : "invalid range with no endpoint: -");
      return null;
    }
    int from = low.isEmpty() ? 1 : number(low);
    int to = high.isEmpty() ? Integer.MAX_VALUE : number(high);
    if (from == 0 || to == 0) {
      fault.accept(
          fields ? "fields are numbered from 1" : "byte/character positions are numbered from 1");
    } else if (to < from) {
      fault.accept("invalid decreasing range");
    }
    return new int[] {from, to};
  }

  private static int number(String digits) {
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  boolean contains(int position) {
    for (int[] range : ranges) {
      if (position >= range[0] && position <= range[1]) {
        return true;
      }
    }
    return false;
  }

  /// Whether a range begins at this position: there an output delimiter parts it from the one
  /// before.
  boolean startsAt(int position) {
    for (int[] range : ranges) {
      if (position == range[0] && !contains(position - 1)) {
        return true;
      }
    }
    return false;
  }
}
