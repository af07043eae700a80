package dev.patchbay.tools.conntrack;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Words that stand with commas between them: bits of a status, kinds of events, forms of output.
/// As much of one as the first of the list begins with will do, in any case of letters.
final class Parameters {
  private static final List<String> STATUS =
      List.of(
          "ASSURED", "SEEN_REPLY", "UNSET", "FIXED_TIMEOUT", "EXPECTED", "OFFLOAD", "HW_OFFLOAD");
  private static final List<String> EVENTS = List.of("ALL", "NEW", "UPDATES", "DESTROY");
  private static final List<String> OUTPUTS =
      List.of("xml", "extended", "timestamp", "id", "ktimestamp", "labels", "userspace", "save");

  private final Request request;
  private int set;
  private int mask;

  Parameters(Request request) {
    this.request = request;
  }

  /// The bits that were named.
  int set() {
    return set;
  }

  /// The bits that were named as those that must not be set.
  int mask() {
    return mask;
  }

  void status(String text) {
    each(
        text,
        (word, rest) -> {
          boolean negated = word.startsWith("!");
          String name = negated ? word.substring(1) : word;
          if (!negated && rest.startsWith("UNREPLIED")) {
            mask |= Reader.statusBit("SEEN_REPLY");
            return;
          }
          String found = find(STATUS, name, negated ? rest.substring(1) : rest);
          int bit = found == null ? 0 : Reader.statusBit(found);
          if (negated) {
            mask |= bit;
          } else {
            set |= bit;
          }
        });
  }

  void events(String text) {
    each(
        text,
        (word, rest) -> {
          String found = find(EVENTS, word, rest);
          if ("ALL".equals(found)) {
            request.events.addAll(List.of("NEW", "UPDATE", "DESTROY"));
          } else if (found != null) {
            request.events.add(found.equals("UPDATES") ? "UPDATE" : found);
          }
        });
  }

  void outputs(String text) {
    each(
        text,
        (word, rest) -> {
          String found = find(OUTPUTS, word, rest);
          if (found != null) {
            request.outputs.add(found);
          }
        });
  }

  private interface Taker {
    /// Takes a word.
    ///
    /// @param rest the word and all behind it: what a refusal names
    void take(String word, String rest);
  }

  private static void each(String text, Taker taker) {
    String rest = text;
    while (true) {
      int comma = rest.indexOf(',');
      taker.take(comma < 0 ? rest : rest.substring(0, comma), rest);
      if (comma < 0) {
        return;
      }
      rest = rest.substring(comma + 1);
    }
  }

  /// The name that the word begins, or null when it is passed over with a warning.
  private @Nullable String find(List<String> names, String word, String rest) {
    for (String nat : List.of("SRC_NAT", "DST_NAT")) {
      if (!word.isEmpty() && begins(nat, word)) {
        String option = nat.equals("SRC_NAT") ? "--src-nat" : "--dst-nat";
        request.warnings.accept("WARNING: ignoring " + nat + ", use " + option + " instead");
        return null;
      }
    }
    return names.stream()
        .filter(name -> !word.isEmpty() && begins(name, word))
        .findFirst()
        .orElseThrow(() -> Usage.wrong("Bad parameter `" + rest + "'"));
  }

  private static boolean begins(String name, String word) {
    return name.toUpperCase(Locale.ROOT).startsWith(word.toUpperCase(Locale.ROOT));
  }
}
