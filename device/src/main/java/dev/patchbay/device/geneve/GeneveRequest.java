package dev.patchbay.device.geneve;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.geneve.GeneveConfig.Df;
import dev.patchbay.packet.Geneve;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// What a device is to be made of, or changed to: every field that is null is left as it is.
final class GeneveRequest implements DeviceKind.Options {
  private static final String FIXED =
      "Changing VNI, Port, endpoint IP address family, external, inner_proto_inherit, and UDP"
          + " checksum attributes are not supported.";

  @Nullable Integer network;
  @Nullable Ip remote;
  @Nullable Integer ttl;
  @Nullable Boolean inheritsTtl;
  @Nullable Integer tos;
  @Nullable Df df;
  @Nullable Integer label;
  @Nullable Integer port;
  @Nullable Boolean external;
  @Nullable Boolean checksum;
  @Nullable Boolean zeroSent;
  @Nullable Boolean zeroTaken;
  boolean inheritsProtocol;

  /// What a new device is told (`geneve_nl2info`).
  GeneveConfig begin() throws NetlinkException {
    Ip end = remote == null ? Ip.ANY4 : remote;
    boolean six = end.isV6();
    if (six && end.isLinkLocal()) {
      throw refuse(Errno.EINVAL, "Remote IPv6 address cannot be link-local");
    }
    if (or(label, 0) != 0 && !six) {
      throw refuse(Errno.EINVAL, "Label attribute only applies for IPv6 Geneve devices.");
    }
    int asked = or(port, 0);
    return new GeneveConfig(
        or(network, 0),
        end,
        or(ttl, 0),
        or(inheritsTtl, false),
        or(tos, 0),
        df == null ? Df.UNSET : df,
        or(label, 0),
        asked == 0 ? Geneve.PORT : asked,
        or(external, false),
        six ? !or(zeroSent, false) : or(checksum, false),
        or(zeroTaken, !six),
        inheritsProtocol);
  }

  /// What comes of `before`, of which not everything can be changed.
  GeneveConfig over(GeneveConfig before) throws NetlinkException {
    boolean otherFamily = remote != null && remote.isV6() != before.isIpv6();
    boolean otherNetwork = network != null && network != before.network();
    boolean fixed =
        or(external, false) || checksum != null || zeroSent != null || zeroTaken != null;
    if (otherFamily || otherNetwork || fixed || or(port, 0) != 0 || inheritsProtocol) {
      throw refuse(Errno.EOPNOTSUPP, FIXED);
    }
    return new GeneveConfig(
        before.network(),
        remote == null ? before.remote() : remote,
        or(ttl, before.ttl()),
        ttl == null && or(inheritsTtl, before.inheritsTtl()),
        or(tos, before.tos()),
        df == null ? before.df() : df,
        or(label, before.label()),
        before.port(),
        before.external(),
        before.checksum(),
        before.takesNoChecksum(),
        before.inheritsProtocol());
  }

  static NetlinkException refuse(Errno errno, String message) {
    return new NetlinkException(errno, message);
  }

  private static int or(@Nullable Integer asked, int before) {
    return asked == null ? before : asked;
  }

  private static boolean or(@Nullable Boolean asked, boolean before) {
    return asked == null ? before : asked;
  }
}
