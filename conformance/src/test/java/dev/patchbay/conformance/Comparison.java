package dev.patchbay.conformance;

import dev.patchbay.conformance.Transcript.Answer;
import java.util.ArrayList;
import java.util.List;

/// A transcript beside what Linux answered, command by command.
record Comparison(List<Verdict> verdicts) {
  /// How one command fared: its number within the case, counted from 1, and what differs, a line
  /// each (none when it is equal).
  record Verdict(int line, String command, List<String> difference) {
    boolean equal() {
      return difference.isEmpty();
    }

    @Override
    public String toString() {
      return "  $ " + command + "\n    " + String.join("\n    ", difference);
    }
  }

  /// Commands are paired as they align: one that the other side lacks differs.
  static Comparison of(Transcript expected, Transcript actual) {
    Pairing pairing = new Pairing(expected, actual);
    for (Alignment.Run run : Alignment.of(expected.commands(), actual.commands()).shared()) {
      pairing.skipTo(run.left(), run.right());
      for (int i = 0; i < run.length(); i++) pairing.pair();
    }
    pairing.skipTo(expected.answers().size(), actual.answers().size());
    return new Comparison(List.copyOf(pairing.verdicts));
  }

  int run() {
    return verdicts.size();
  }

  int equal() {
    return (int) verdicts.stream().filter(Verdict::equal).count();
  }

  private static final class Pairing {
    final List<Verdict> verdicts = new ArrayList<>();
    private final List<Answer> expected;
    private final List<Answer> actual;
    private final Normaliser normaliser;
    private int i;
    private int j;

    Pairing(Transcript expected, Transcript actual) {
      this.expected = expected.answers();
      this.actual = actual.answers();
      this.normaliser = Normaliser.of(expected);
    }

    void skipTo(int left, int right) {
      for (; i < left; i++) verdict(i + 1, expected.get(i), List.of("-(not run)"));
      for (; j < right; j++) verdict(Math.max(i, 1), actual.get(j), List.of("+(not in the case)"));
    }

    void pair() {
      Answer linux = expected.get(i++);
      verdict(i, linux, difference(linux, actual.get(j++)));
    }

    private List<String> difference(Answer linux, Answer ours) {
      List<String> out =
          Alignment.difference(
              normaliser.normal(linux.command(), linux.lines()),
              normaliser.normal(ours.command(), ours.lines()));
      if (linux.status() != ours.status()) {
        out.add("-[exit " + linux.status() + "]");
        out.add("+[exit " + ours.status() + "]");
      }
      return out;
    }

    private void verdict(int line, Answer answer, List<String> difference) {
      verdicts.add(new Verdict(line, answer.command(), difference));
    }
  }
}
