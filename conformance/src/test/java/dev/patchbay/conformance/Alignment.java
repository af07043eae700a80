package dev.patchbay.conformance;

import java.util.ArrayList;
import java.util.List;

/// Two lists laid side by side: the longest run they share, then the same to its left and to its
/// right (Ratcliff and Obershelp, "Pattern Matching: The Gestalt Approach", 1988). Of runs of one
/// length the first is taken.
record Alignment(List<Run> shared) {
  /// `length` elements from `left` on that equal those from `right` on.
  record Run(int left, int right, int length) {}

  static <T> Alignment of(List<T> left, List<T> right) {
    List<Run> shared = new ArrayList<>();
    align(left, right, 0, 0, shared);
    return new Alignment(shared);
  }

  /// Aligns two parts of longer lists, which begin there at `leftAt` and `rightAt`.
  private static <T> void align(
      List<T> left, List<T> right, int leftAt, int rightAt, List<Run> shared) {
    Run longest = longest(left, right);
    if (longest.length == 0) return;
    int leftEnd = longest.left + longest.length;
    int rightEnd = longest.right + longest.length;

    align(left.subList(0, longest.left), right.subList(0, longest.right), leftAt, rightAt, shared);
    shared.add(new Run(leftAt + longest.left, rightAt + longest.right, longest.length));
    align(
        left.subList(leftEnd, left.size()),
        right.subList(rightEnd, right.size()),
        leftAt + leftEnd,
        rightAt + rightEnd,
        shared);
  }

  private static <T> Run longest(List<T> left, List<T> right) {
    Run best = new Run(0, 0, 0);
    int[] endingAt = new int[right.size() + 1];
    for (int i = 0; i < left.size(); i++) {
      for (int j = right.size() - 1; j >= 0; j--) {
        endingAt[j + 1] = left.get(i).equals(right.get(j)) ? endingAt[j] + 1 : 0;
      }
      for (int j = 0; j < right.size(); j++) {
        int length = endingAt[j + 1];
        if (length > best.length) best = new Run(i - length + 1, j - length + 1, length);
      }
    }
    return best;
  }

  /// What becomes of `left` to make `right`: `-` lines taken away, `+` lines added, each change
  /// with a line around it.
  static List<String> difference(List<String> left, List<String> right) {
    List<String> out = new ArrayList<>();
    int i = 0;
    int j = 0;
    List<Run> runs = new ArrayList<>(of(left, right).shared);
    runs.add(new Run(left.size(), right.size(), 0));
    for (Run run : runs) {
      for (; i < run.left; i++) out.add("-" + left.get(i));
      for (; j < run.right; j++) out.add("+" + right.get(j));
      for (int end = run.left + run.length; i < end; i++, j++) out.add(" " + left.get(i));
    }
    return nearChanges(out);
  }

  private static List<String> nearChanges(List<String> lines) {
    List<String> near = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (changed(lines, i - 1) || changed(lines, i) || changed(lines, i + 1))
        near.add(lines.get(i));
    }
    return near;
  }

  private static boolean changed(List<String> lines, int i) {
    return i >= 0 && i < lines.size() && !lines.get(i).startsWith(" ");
  }
}
