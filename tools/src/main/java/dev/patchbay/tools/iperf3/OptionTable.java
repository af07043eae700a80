package dev.patchbay.tools.iperf3;

import dev.patchbay.core.text.GetOpt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The words that `iperf3` knows.
final class OptionTable {
  static final String SHORTS = "p:f:i:D1VJvsc:ub:t:n:k:l:P:Rw:B:M:N46S:L:ZO:F:A:T:C:dI:hX:";

  static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    with("port", "p");
    with("format", "f");
    with("interval", "i");
    flag("daemon", "D");
    flag("one-off", "1");
    flag("verbose", "V");
    flag("json", "J");
    flag("version", "v");
    flag("server", "s");
    with("client", "c");
    flag("udp", "u");
    with("bitrate", "b");
    with("bandwidth", "b");
    with("time", "t");
    with("bytes", "n");
    with("blockcount", "k");
    with("length", "l");
    with("parallel", "P");
    flag("reverse", "R");
    flag("bidir", "bidir");
    with("window", "w");
    with("bind", "B");
    with("bind-dev", "bind-dev");
    with("cport", "cport");
    with("set-mss", "M");
    flag("no-delay", "N");
    flag("version4", "4");
    flag("version6", "6");
    with("tos", "S");
    flag("zerocopy", "Z");
    with("omit", "O");
    with("title", "T");
    with("congestion", "C");
    with("affinity", "A");
    with("logfile", "logfile");
    flag("forceflush", "forceflush");
    flag("get-server-output", "get-server-output");
    flag("udp-counters-64bit", "udp-counters-64bit");
    flag("repeating-payload", "repeating-payload");
    flag("dont-fragment", "dont-fragment");
    with("connect-timeout", "connect-timeout");
    with("pacing-timer", "pacing-timer");
    with("rcv-timeout", "rcv-timeout");
    with("snd-timeout", "snd-timeout");
    with("pidfile", "I");
    flag("help", "h");
    with("file", "F");
    with("flowlabel", "L");
    may("debug", "d");
    with("xbind", "X");
    flag("sctp", "sctp");
    with("nstreams", "nstreams");
    with("fq-rate", "fq-rate");
    with("extra-data", "extra-data");
    with("dscp", "dscp");
    with("idle-timeout", "idle-timeout");
    with("server-bitrate-limit", "server-bitrate-limit");
    may("timestamps", "timestamps");
    with("username", "username");
    with("rsa-public-key-path", "rsa-public-key-path");
    with("rsa-private-key-path", "rsa-private-key-path");
    with("authorized-users-path", "authorized-users-path");
    with("time-skew-threshold", "time-skew-threshold");
  }

  /// What is for the client only.
  static final Set<String> OF_CLIENT =
      Set.of(
          "u",
          "b",
          "t",
          "n",
          "k",
          "l",
          "P",
          "R",
          "w",
          "M",
          "N",
          "S",
          "L",
          "Z",
          "O",
          "T",
          "C",
          "X",
          "bidir",
          "sctp",
          "nstreams",
          "fq-rate",
          "pacing-timer",
          "get-server-output",
          "dscp",
          "connect-timeout",
          "dont-fragment",
          "repeating-payload",
          "extra-data",
          "username",
          "rsa-public-key-path");

  /// What is for the server only.
  static final Set<String> OF_SERVER =
      Set.of(
          "1",
          "D",
          "idle-timeout",
          "server-bitrate-limit",
          "rsa-private-key-path",
          "authorized-users-path",
          "time-skew-threshold");

  private OptionTable() {}

  private static void flag(String name, String letter) {
    LONGS.put(name, GetOpt.Long.flag(letter));
  }

  private static void with(String name, String letter) {
    LONGS.put(name, GetOpt.Long.with(letter));
  }

  private static void may(String name, String letter) {
    LONGS.put(name, new GetOpt.Long(letter, GetOpt.Takes.OPTIONAL));
  }
}
