package dev.patchbay.filter;

import dev.patchbay.packet.Ip;

/// An address and a mask as they were given: options that show the address's every bit, whatever
/// the mask leaves out.
///
/// @param mask the addresses meant
public record HostMask(Ip address, AddressMask mask) {
  /// An address, with `/` and the length of a prefix or a mask if it is to be more than one.
  public static Syntax<HostMask> syntax() {
    return (reading, text) -> {
      int slash = text.indexOf('/');
      String address = slash < 0 ? text : text.substring(0, slash);
      AddressMask mask = Values.hostMask().read(reading, text);
      return new HostMask(Values.host().read(reading, address), mask);
    };
  }

  /// Whether the address has bits that the mask leaves out.
  public boolean hasMore() {
    return !address.equals(mask.address());
  }

  /// `10.0.0.5/8`, with its mask always.
  public String text() {
    return address.text() + "/" + mask.mask();
  }
}
