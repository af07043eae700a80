package dev.patchbay.stack.route;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;

/// What a route may say about its path (`ip_metrics_convert`): some numbers are cut to what makes
/// sense, a congestion control must be known.
final class MetricChecks {
  private static final int MOST_MTU = 65_535 - 15;
  private static final int MOST_MSS = 65_535 - 40;
  private static final int MOST_HOPS = 255;

  /// The features a route may have (`RTAX_FEATURE_MASK`).
  private static final int FEATURES = 0xf;

  private MetricChecks() {}

  static RouteMetrics checked(RouteMetrics asked) throws NetlinkException {
    String congestion = asked.congestion();
    if (congestion != null && !congestion.equals("reno") && !congestion.equals("cubic")) {
      throw new NetlinkException(Errno.EINVAL, "Unknown tcp congestion algorithm.");
    }
    if ((asked.value(RouteMetrics.FEATURES) & ~FEATURES) != 0) {
      throw new NetlinkException(
          Errno.EINVAL, "Unknown flag set in feature mask in metrics attribute.");
    }
    RouteMetrics cut = cut(asked, RouteMetrics.MTU, MOST_MTU);
    cut = cut(cut, RouteMetrics.ADVMSS, MOST_MSS);
    return cut(cut, RouteMetrics.HOPLIMIT, MOST_HOPS);
  }

  private static RouteMetrics cut(RouteMetrics metrics, int index, int most) {
    return Integer.compareUnsigned(metrics.value(index), most) > 0
        ? metrics.with(index, most)
        : metrics;
  }
}
