package dev.patchbay.conformance;

import java.util.List;
import java.util.regex.Pattern;

/// A property of a run, not of Linux, and what stands in its place.
record Substitution(Pattern pattern, String replacement) {
  private static final List<Substitution> ALL =
      List.of(
          // round trips and durations of ping, traceroute, arping
          by("time[=<]\\s?[\\d.]+ ?ms", "time=N ms"),
          by("(packet loss|errors|duplicates), time \\d+ms", "$1, time Nms"),
          by("^rtt min/avg/max/mdev = .*", "rtt N"),
          by("^pipe \\d+$", "pipe N"),
          by("^\\d+ packets received by filter", "N packets received by filter"),
          by("(?<=  )\\d+(?:\\.\\d+)? ms", "N ms"),
          by("(?<=]  )[\\d.]+ms", "N ms"),
          // numbers of interfaces and of namespaces
          by("^\\d+: (?=\\S+: <|\\S+ {2,}\\S)", "N: "),
          by("@if\\d+\\b", "@ifN"),
          by("\"(ifindex|link_index|link_netnsid|pid)\":\\d+", "\"$1\":N"),
          by("\\bifindex \\d+", "ifindex N"),
          by("link-netnsid \\d+", "link-netnsid N"),
          by("\\(id: \\d+\\)", "(id: N)"),
          by("^nsid \\d+ ", "nsid N "),
          by("peer_ifindex: \\d+", "peer_ifindex: N"),
          // clocks
          by("^\\d\\d:\\d\\d:\\d\\d\\.\\d+ ", "TIME "),
          by("\\b\\d+sec\\b", "Nsec"),
          by("\"(valid_life_time|preferred_life_time)\":\\d{1,6}\\b", "\"$1\":N"),
          by("\\bused \\d+/\\d+/\\d+", "used N"),
          by("((?:_|hello |tcn |gc |hold |age |delay |change )timer)[ \\t]*[\\d.]+", "$1 N"),
          by("down count: \\d+", "down count: N"),
          // identifiers
          by("\\bid \\d+, seq", "id N, seq"),
          by("\\bID=\\d+", "ID=N"),
          by("\\bpid=\\d+", "pid=N"),
          by("^(qdisc \\S+) 8[0-9a-f]{3}:", "$1 80NN:"),
          // neighbour states that follow each other by themselves
          by("\\b(?:DELAY|PROBE)\\b", "REACHABLE"),
          // versions
          by("\\b(ip6?tables(?:-restore|-save)?) v[\\d.]+ \\((?:legacy|nf_tables)\\)", "$1 vN"),
          by("Bonding Driver: v\\S+", "Bonding Driver: vN"),
          by("iproute2-\\S+", "iproute2-N"),
          by("/lib/modules/\\d\\S*", "/lib/modules/N"));

  private static Substitution by(String pattern, String replacement) {
    return new Substitution(Pattern.compile(pattern), replacement);
  }

  /// Makes all of them, in their order.
  static String all(String line) {
    String text = line;
    for (Substitution s : ALL) text = s.pattern.matcher(text).replaceAll(s.replacement);
    return text;
  }
}
