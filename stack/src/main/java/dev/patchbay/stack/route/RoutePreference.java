package dev.patchbay.stack.route;

import java.util.Locale;

/// How a router of IPv6 wants to be preferred (RFC 4191).
public enum RoutePreference {
  LOW,
  MEDIUM,
  HIGH;

  /// The word that `ip -6 route` prints.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
