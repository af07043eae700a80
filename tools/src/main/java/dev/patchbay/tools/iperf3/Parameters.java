package dev.patchbay.tools.iperf3;

import dev.patchbay.core.text.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/// What both ends of a test agree on: the client says it, the server reads it.
final class Parameters {
  private static final int TCP_BLOCK = 128 << 10;

  boolean udp;
  boolean reverse;
  boolean bidirectional;
  boolean noDelay;
  boolean longCounters;
  boolean wantsOutput;
  boolean repeating;
  int omit;
  int seconds = 10;
  long bytes;
  long blocks;
  int streams = 1;
  int mss;
  int window;
  int tos;
  int length;
  int burst;

  /// Bits a second; 0 for as many as the path takes.
  double rate;

  String congestion = "";

  /// The bytes that are written at a time; of datagrams, when nobody has said it, as many as fit a
  /// packet.
  int block(int largestSegment) {
    if (length > 0) {
      return length;
    }
    return udp ? Math.max(largestSegment, 16) : TCP_BLOCK;
  }

  /// As the client sends them.
  Map<String, Object> json(int block) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(udp ? "udp" : "tcp", true);
    json.put("omit", (long) omit);
    json.put("time", (long) seconds);
    json.put("num", bytes);
    json.put("blockcount", blocks);
    if (mss > 0) {
      json.put("MSS", (long) mss);
    }
    if (noDelay) {
      json.put("nodelay", true);
    }
    json.put("parallel", (long) streams);
    if (reverse) {
      json.put("reverse", true);
    }
    if (bidirectional) {
      json.put("bidirectional", true);
    }
    if (window > 0) {
      json.put("window", (long) window);
    }
    json.put("len", (long) block);
    if (rate > 0) {
      json.put("bandwidth", (long) rate);
    }
    json.put("pacing_timer", 1000L);
    if (burst > 0) {
      json.put("burst", (long) burst);
    }
    if (tos > 0) {
      json.put("TOS", (long) tos);
    }
    if (!congestion.isEmpty()) {
      json.put("congestion", congestion);
    }
    if (wantsOutput) {
      json.put("get_server_output", 1L);
    }
    if (longCounters) {
      json.put("udp_counters_64bit", 1L);
    }
    if (repeating) {
      json.put("repeating_payload", 1L);
    }
    json.put("client_version", "3.12");
    return json;
  }

  /// As the server reads them.
  static Parameters of(Map<String, Object> json) {
    Parameters parameters = new Parameters();
    parameters.udp = json.containsKey("udp");
    parameters.omit = (int) number(json, "omit");
    parameters.seconds = (int) number(json, "time");
    parameters.bytes = number(json, "num");
    parameters.blocks = number(json, "blockcount");
    parameters.mss = (int) number(json, "MSS");
    parameters.noDelay = json.containsKey("nodelay");
    parameters.streams = (int) Math.max(1, number(json, "parallel"));
    parameters.reverse = json.containsKey("reverse");
    parameters.bidirectional = json.containsKey("bidirectional");
    parameters.window = (int) number(json, "window");
    parameters.length = (int) number(json, "len");
    parameters.rate = number(json, "bandwidth");
    parameters.burst = (int) number(json, "burst");
    parameters.tos = (int) number(json, "TOS");
    parameters.wantsOutput = number(json, "get_server_output") != 0;
    parameters.longCounters = number(json, "udp_counters_64bit") != 0;
    Object congestion = json.getOrDefault("congestion", "");
    parameters.congestion = congestion == Json.NULL ? "" : congestion.toString();
    return parameters;
  }

  /// A number of an object, 0 when there is none.
  static long number(Map<String, Object> json, String name) {
    return (long) real(json, name);
  }

  static double real(Map<String, Object> json, String name) {
    return json.get(name) instanceof Number number ? number.doubleValue() : 0;
  }
}
