package dev.patchbay.core;

/// What a protocol keeps for a device (`ip_ptr`, `ip6_ptr`): its settings and addresses.
public interface DevicePart {
  /// Takes what a link request says about this protocol (`IFLA_AF_SPEC`).
  default void changeLink(LinkRequest request) throws NetlinkException {}
}
