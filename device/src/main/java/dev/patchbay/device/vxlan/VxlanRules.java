package dev.patchbay.device.vxlan;

import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Vxlan;
import dev.patchbay.stack.address.InetDevice;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is refused of VXLAN devices, in the kernel's order and words (`vxlan_validate`,
/// `vxlan_nl2conf`, `vxlan_config_validate`).
final class VxlanRules {
  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 65535;
  private static final long USUAL_AGEING = 300;

  private VxlanRules() {}

  /// Whatever the network looks like.
  static void validate(LinkRequest request) throws NetlinkException {
    byte[] address = request.address;
    if (address != null && address.length != Mac.BYTES) {
      throw refuse(Errno.EINVAL, "Provided link layer address is not Ethernet.");
    }
    if (address != null && !Mac.of(address, 0).isUsable()) {
      throw refuse(Errno.EADDRNOTAVAIL, "Provided Ethernet address is not unicast.");
    }
    if (request.mtu != null && (request.mtu < LEAST_MTU || request.mtu > MOST_MTU)) {
      throw refuse(Errno.EINVAL, "MTU must be between 68 and 65535.");
    }
    if (!(request.options instanceof VxlanRequest words)) {
      throw refuse(Errno.EINVAL, "Required attributes not provided to perform the operation.");
    }
    int[] ports = words.sourcePorts;
    if (ports != null && ports[1] < ports[0]) {
      throw refuse(Errno.EINVAL, "Invalid source port range.");
    }
  }

  static NetlinkException refuse(Errno errno, String message) {
    return new NetlinkException(errno, message);
  }

  // ---- one configuration over another

  /// What a new device is told.
  static VxlanConfig begin(VxlanRequest words) {
    Ip remote = words.remote;
    Ip local = words.local;
    Ip none = isV6(remote) || isV6(local) ? Ip.ANY6 : Ip.ANY4;
    int flags = words.says(VxlanFlag.LEARNING) ? 0 : VxlanFlag.LEARNING.bit;
    boolean gpe = VxlanFlag.GPE.in(words.flags);
    int port = Objects.requireNonNullElse(words.port, 0);
    int[] ports = words.sourcePorts == null ? new int[2] : words.sourcePorts;
    long ageing = Objects.requireNonNullElse(words.ageing, 0L);
    return new VxlanConfig(
        Objects.requireNonNullElse(words.network, 0),
        remote == null ? none : remote,
        local == null ? none : local,
        Objects.requireNonNullElse(words.link, 0),
        Objects.requireNonNullElse(words.ttl, 0),
        Objects.requireNonNullElse(words.tos, 0),
        Objects.requireNonNullElse(words.df, VxlanConfig.DF_UNSET),
        Objects.requireNonNullElse(words.label, 0),
        port != 0 ? port : gpe ? Vxlan.GPE_PORT : Vxlan.LINUX_PORT,
        ports[0],
        ports[1],
        ageing == 0 ? USUAL_AGEING : ageing,
        Objects.requireNonNullElse(words.limit, 0L),
        flags | words.flags);
  }

  private static boolean isV6(@Nullable Ip address) {
    return address != null && address.isV6();
  }

  /// What a device is told anew.
  static VxlanConfig change(VxlanConfig before, VxlanRequest words, @Nullable Integer mtu)
      throws NetlinkException {
    checkUnchanged(before, words);
    if (mtu != null) {
      throw refuse(Errno.EOPNOTSUPP, "Cannot change mtu.");
    }
    int learning = VxlanFlag.LEARNING.bit & words.mask;
    long ageing = Objects.requireNonNullElse(words.ageing, before.ageing());
    return new VxlanConfig(
        before.network(),
        Objects.requireNonNullElse(words.remote, before.remote()),
        Objects.requireNonNullElse(words.local, before.local()),
        Objects.requireNonNullElse(words.link, before.link()),
        Objects.requireNonNullElse(words.ttl, before.ttl()),
        Objects.requireNonNullElse(words.tos, before.tos()),
        Objects.requireNonNullElse(words.df, before.df()),
        Objects.requireNonNullElse(words.label, before.label()),
        before.port(),
        before.firstPort(),
        before.lastPort(),
        ageing == 0 ? USUAL_AGEING : ageing,
        before.limit(),
        (before.flags() & ~learning) | (words.flags & learning));
  }

  private static void checkUnchanged(VxlanConfig before, VxlanRequest words)
      throws NetlinkException {
    if (words.network != null && words.network != before.network()) {
      throw refuse(Errno.EOPNOTSUPP, "Cannot change VNI.");
    }
    if (words.remote != null && words.remote.family() != before.remote().family()) {
      throw refuse(Errno.EOPNOTSUPP, "New group address family does not match old group.");
    }
    if (words.local != null && words.local.family() != before.local().family()) {
      throw refuse(Errno.EOPNOTSUPP, "New local address family does not match old.");
    }
    checkFlags(words, VxlanFlag.TTL_INHERIT, VxlanFlag.L3MISS);
    if (words.limit != null) {
      throw refuse(Errno.EOPNOTSUPP, "Cannot change limit.");
    }
    checkFlags(words, VxlanFlag.COLLECT_METADATA, VxlanFlag.COLLECT_METADATA);
    if (words.sourcePorts != null) {
      throw refuse(Errno.EOPNOTSUPP, "Cannot change port range.");
    }
    if (words.port != null) {
      throw refuse(Errno.EOPNOTSUPP, "Cannot change port.");
    }
    if (words.says(VxlanFlag.NO_UDP_CSUM)) {
      throw refuse(Errno.EOPNOTSUPP, "Cannot change UDP_CSUM flag.");
    }
    checkFlags(words, VxlanFlag.UDP_ZERO_CSUM6_TX, VxlanFlag.VNIFILTER);
  }

  private static void checkFlags(VxlanRequest words, VxlanFlag first, VxlanFlag last)
      throws NetlinkException {
    for (VxlanFlag flag : VxlanFlag.values()) {
      if (flag.compareTo(first) >= 0
          && flag.compareTo(last) <= 0
          && flag != VxlanFlag.LEARNING
          && words.says(flag)) {
        String name = flag == VxlanFlag.VNIFILTER ? "" : " " + flag.name();
        throw refuse(Errno.EOPNOTSUPP, "vxlan: cannot change" + name + " flag.");
      }
    }
  }

  // ---- against the network

  /// Refuses what cannot be in the namespace, and returns the device below, if there is one.
  static @Nullable NetDevice check(Netns netns, VxlanConfig config, @Nullable VxlanDevice self)
      throws NetlinkException {
    int flags = config.flags();
    if (VxlanFlag.GPE.in(flags)
        && ((flags & ~VxlanFlag.BESIDE_GPE) != 0 || !config.is(VxlanFlag.COLLECT_METADATA))) {
      throw refuse(Errno.EINVAL, "VXLAN GPE does not support this combination of attributes.");
    }
    checkAddresses(config);
    if (config.label() != 0 && !config.isIpv6()) {
      throw refuse(Errno.EINVAL, "Label attribute only applies to IPv6 VXLAN devices.");
    }
    NetDevice lower = lower(netns, config);
    if (VxlanSockets.of(netns).hasNetwork(config, config.network(), self)) {
      throw refuse(Errno.EEXIST, "A VXLAN device with the specified VNI already exists.");
    }
    return lower;
  }

  private static void checkAddresses(VxlanConfig config) throws NetlinkException {
    Ip local = config.local();
    Ip remote = config.remote();
    if (local.family() != remote.family()) {
      throw refuse(Errno.EINVAL, "Local and remote address must be from the same family.");
    }
    if (local.isMulticast()) {
      throw refuse(Errno.EINVAL, "Local address cannot be multicast.");
    }
    if (!local.isV6() || config.is(VxlanFlag.COLLECT_METADATA)) {
      return;
    }
    boolean remoteOnLink = remote.isLinkLocal();
    boolean mixed = local.isLinkLocal() ? !remoteOnLink && !remote.isUnspecified() : remoteOnLink;
    if (mixed) {
      throw refuse(Errno.EINVAL, "Invalid combination of local and remote address scopes.");
    }
  }

  private static @Nullable NetDevice lower(Netns netns, VxlanConfig config)
      throws NetlinkException {
    if (config.link() == 0) {
      if (config.remote().isMulticast()) {
        throw refuse(Errno.EINVAL, "Local interface required for multicast remote destination.");
      }
      if (config.isLinkLocal()) {
        throw refuse(
            Errno.EINVAL, "Local interface required for link-local local/remote addresses.");
      }
      return null;
    }
    NetDevice lower = netns.device(config.link());
    if (lower == null) {
      throw refuse(Errno.ENODEV, "Invalid local interface, device not found.");
    }
    InetDevice inet6 = InetDevice.inet6(lower);
    if (config.isIpv6() && inet6 != null && inet6.isDisabled()) {
      throw refuse(Errno.EPERM, "IPv6 support disabled by administrator.");
    }
    return lower;
  }
}
