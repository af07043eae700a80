package dev.patchbay.device.vxlan;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// What a VXLAN device is to be made of, or changed to: every field that is null is left as it is.
final class VxlanRequest implements DeviceKind.Options {
  @Nullable Integer network;
  @Nullable Ip remote;
  @Nullable Ip local;
  @Nullable Integer link;
  @Nullable Integer ttl;
  @Nullable Integer tos;
  @Nullable Integer df;
  @Nullable Integer label;
  @Nullable Integer port;
  int @Nullable [] sourcePorts;
  @Nullable Long ageing;
  @Nullable Long limit;

  /// Bits of [VxlanFlag], and which of them were said.
  int flags;

  int mask;

  /// The word by which the remote end was said.
  String remoteWord = "";

  void flag(VxlanFlag flag, boolean on) {
    mask |= flag.bit;
    flags = on ? flags | flag.bit : flags & ~flag.bit;
  }

  boolean says(VxlanFlag flag) {
    return flag.in(mask);
  }
}
