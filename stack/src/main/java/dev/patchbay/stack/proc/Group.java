package dev.patchbay.stack.proc;

/// Two lines of a table of counters: their names, and their values.
final class Group {
  private final StringBuilder names;
  private final StringBuilder numbers;

  Group(String title) {
    names = new StringBuilder(title).append(':');
    numbers = new StringBuilder(title).append(':');
  }

  void add(String name, long number) {
    names.append(' ').append(name);
    numbers.append(' ').append(number);
  }

  String text() {
    return names + "\n" + numbers + "\n";
  }
}
