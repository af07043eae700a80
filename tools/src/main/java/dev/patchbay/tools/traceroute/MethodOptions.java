package dev.patchbay.tools.traceroute;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What `-O` says to a method (`-O help` lists it): words that each method knows, some with a
/// number.
final class MethodOptions {
  private static final int STATUS = 2;

  /// The words with what stands behind their `=`, or null for those that stand alone.
  private static final Map<String, @Nullable String> TCP = new LinkedHashMap<>();

  static {
    for (String word :
        List.of(
            "syn",
            "ack",
            "fin",
            "rst",
            "psh",
            "urg",
            "ece",
            "cwr",
            "ecn",
            "sack",
            "timestamps",
            "window_scaling",
            "sysctl",
            "reuse",
            "info")) {
      TCP.put(word, null);
    }
    TCP.put("flags", "NUM");
    TCP.put("mss", "NUM");
  }

  private static final Map<String, @Nullable String> ICMP = new LinkedHashMap<>();

  static {
    ICMP.put("raw", null);
    ICMP.put("dgram", null);
  }

  private static final String TCP_HELP =
      """
        syn                         Set tcp flag SYN (default if no other tcp flags
                                    specified)
        ack                         Set tcp flag ACK,
        fin                         FIN,
        rst                         RST,
        psh                         PSH,
        urg                         URG,
        ece                         ECE,
        cwr                         CWR
        flags=NUM                   Set tcp flags exactly to value NUM
        ecn                         Send syn packet with tcp flags ECE and CWR (for
                                    Explicit Congestion Notification, rfc3168)
        sack                        Use sack,
        timestamps                  timestamps,
        window_scaling              window_scaling option for tcp
        sysctl                      Use current sysctl (/proc/sys/net/*) setting for
                                    the tcp options and ecn. Always set by default
                                    (with "syn") if nothing else specified
        reuse                       Allow to reuse local port numbers for the huge
                                    workloads (SO_REUSEADDR)
        mss=NUM                     Use value of NUM for maxseg tcp option (when syn)
        info                        Print tcp flags of final tcp replies when target
                                    host is reached. Useful to determine whether an
                                    application listens the port etc.
      """;

  private static final String ICMP_HELP =
      """
        raw                         Use raw sockets way only. Default is try this way
                                    first (probably not allowed for unprivileged
                                    users), then try dgram
        dgram                       Use dgram sockets way only. May be not
                                    implemented by old kernels or restricted by
                                    sysadmins
      Only one of these may be specified:
          raw | dgram
      """;

  private final Map<String, Long> said = new LinkedHashMap<>();

  /// Reads the words for `method`; `help` ends the command with the method's own.
  static MethodOptions read(String method, List<String> words) {
    MethodOptions options = new MethodOptions();
    int count = 0;
    for (String word : words) {
      options.take(method, word, ++count);
    }
    if (method.equals("icmp") && options.said.keySet().containsAll(Set.of("raw", "dgram"))) {
      throw new CommandException(
          STATUS, "Only one of `raw' (argc 1) and `dgram' (argc 2) may be specified.");
    }
    return options;
  }

  private void take(String method, String word, int count) {
    if (word.equals("help")) {
      throw help(method);
    }
    Map<String, @Nullable String> known = known(method);
    if (known.isEmpty()) {
      return;
    }
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    if (!known.containsKey(name)) {
      throw wrong("`" + word + "' (argc " + count + "): arguments are not allowed");
    }
    String argument = known.get(name);
    if (argument == null) {
      said.put(name, 1L);
    } else if (equals < 0) {
      throw wrong(
          "Keyword `%s' (argc %d) requires an argument: `%s=%s'"
              .formatted(name, count, name, argument));
    } else {
      String value = word.substring(equals + 1);
      OptionalLong number = Numbers.integer(value, 0);
      if (number.isEmpty()) {
        throw wrong(
            "Cannot handle `%s' keyword with arg `%s' (argc %d)".formatted(name, value, count));
      }
      said.put(name, number.getAsLong());
    }
  }

  private static Map<String, @Nullable String> known(String method) {
    return switch (method) {
      case "tcp" -> TCP;
      case "icmp" -> ICMP;
      case "udplite" -> Map.of("coverage", "NUM");
      case "dccp" -> Map.of("service", "NUM");
      case "raw" -> Map.of("protocol", "PROT");
      default -> Map.of();
    };
  }

  private static CommandException wrong(String message) {
    return new CommandException(STATUS, message);
  }

  /// Leaves by the status of success, with the text on standard output.
  static final class Help extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String text;

    private Help(String text) {
      super(text, null, false, false);
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  private static Help help(String method) {
    return new Help(
        switch (method) {
          case "tcp" -> TCP_HELP;
          case "icmp" -> ICMP_HELP;
          case "udplite" ->
              """
                coverage=NUM                Set udplite send coverage to NUM (default is
                                            (sizeof (struct udphdr)))
              """;
          case "dccp" ->
              """
                service=NUM                 Set DCCP service code to NUM (default is
                                            1885957735)
              """;
          case "raw" -> "  protocol=PROT               Use protocol PROT (default is 253)\n";
          default -> "No options for module `" + method + "'\n";
        });
  }

  boolean has(String word) {
    return said.containsKey(word);
  }

  /// The number that was said, or null.
  @Nullable Long number(String word) {
    return said.get(word);
  }
}
