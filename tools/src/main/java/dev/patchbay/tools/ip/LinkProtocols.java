package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Output;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv6Setting;

/// What the protocols say about a device in `ip -d link` (`IFLA_AF_SPEC`).
final class LinkProtocols {
  private LinkProtocols() {}

  static void show(NetDevice device, Output out) {
    InetDevice inet6 = InetDevice.inet6(device);
    if (inet6 != null) {
      int mode = inet6.setting(Ipv6Setting.ADDR_GEN_MODE);
      out.string("inet6_addr_gen_mode", "addrgenmode ", AddressGeneration.word(mode), " ");
    }
  }
}
