package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Output;
import dev.patchbay.stack.route.RouteMetrics;

/// Lays out what a route says of the path behind it, in the order of the kernel's numbers.
final class MetricsText {
  private static final String[] NAMES = {
    "",
    "",
    "mtu",
    "window",
    "rtt",
    "rttvar",
    "ssthresh",
    "cwnd",
    "advmss",
    "reordering",
    "hoplimit",
    "initcwnd",
    "features",
    "rto_min",
    "initrwnd",
    "quickack",
    "congctl",
    "fastopen_no_cookie"
  };

  private static final int ECN = 1;

  private final Output out;

  MetricsText(Output out) {
    this.out = out;
  }

  void show(RouteMetrics metrics) {
    out.openArray("metrics");
    out.openObject(null);
    for (int index = RouteMetrics.MTU; index < RouteMetrics.COUNT; index++) {
      if (index == RouteMetrics.CC_ALGO) {
        congestion(metrics);
      } else if (metrics.value(index) != 0 || isZeroTime(metrics, index)) {
        show(metrics, index);
      }
    }
    out.closeObject();
    out.closeArray();
  }

  private static boolean isZeroTime(RouteMetrics metrics, int index) {
    return index == RouteMetrics.RTO_MIN && metrics.isLocked(index);
  }

  private void show(RouteMetrics metrics, int index) {
    if (index != RouteMetrics.FEATURES) {
      out.text(NAMES[index] + " ");
    } else {
      out.text("features ");
    }
    if (metrics.isLocked(index)) {
      out.text("lock ");
    }
    int value = metrics.value(index);
    switch (index) {
      case RouteMetrics.FEATURES -> features(value);
      case RouteMetrics.RTT -> time(index, value / 8);
      case RouteMetrics.RTTVAR -> time(index, value / 4);
      case RouteMetrics.RTO_MIN -> time(index, value);
      default -> out.number(NAMES[index], "", Integer.toUnsignedLong(value), " ");
    }
  }

  private void features(int value) {
    if ((value & ECN) != 0) {
      out.nul("ecn", "ecn ");
    }
  }

  private void time(int index, int millis) {
    if (out.isJson() || millis < 1000) {
      out.number(NAMES[index], "", millis, "ms ");
    } else {
      out.text(seconds(millis) + "s ");
    }
  }

  /// Seconds with as many decimals as there are.
  private static String seconds(int millis) {
    StringBuilder text = new StringBuilder(8).append(millis / 1000);
    int rest = millis % 1000;
    if (rest != 0) {
      text.append('.').append(rest / 100);
      if (rest % 100 != 0) {
        text.append(rest / 10 % 10);
      }
      if (rest % 10 != 0) {
        text.append(rest % 10);
      }
    }
    return text.toString();
  }

  private void congestion(RouteMetrics metrics) {
    String name = metrics.congestion();
    if (name != null) {
      out.text(metrics.isLocked(RouteMetrics.CC_ALGO) ? "congctl lock " : "congctl ");
      out.string("congestion", "", name, " ");
    }
  }
}
