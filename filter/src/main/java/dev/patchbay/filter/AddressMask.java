package dev.patchbay.filter;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;

/// Addresses that agree with one in the bits of a mask, which need not be contiguous.
///
/// @param address left-aligned, without the bits that the mask leaves out
public record AddressMask(Ip address, long maskHi, long maskLo) {
  public AddressMask {
    address = new Ip(address.family(), address.hi() & maskHi, address.lo() & maskLo);
  }

  /// Every address of the family.
  public static AddressMask any(Family family) {
    return of(family == Family.IPV4 ? Ip.ANY4 : Ip.ANY6, 0);
  }

  /// The addresses of a prefix.
  public static AddressMask of(Ip address, int length) {
    return new AddressMask(address, Prefix.maskHi(length), Prefix.maskLo(length));
  }

  public boolean isAny() {
    return maskHi == 0 && maskLo == 0;
  }

  /// The length of the prefix, or -1 when the mask is none.
  public int length() {
    int ones = Long.numberOfLeadingZeros(~maskHi);
    int length = ones < 64 ? ones : 64 + Long.numberOfLeadingZeros(~maskLo);
    boolean isPrefix = Prefix.maskHi(length) == maskHi && Prefix.maskLo(length) == maskLo;
    return isPrefix ? length : -1;
  }

  /// Whether an address is meant.
  public boolean contains(long hi, long lo) {
    return ((hi ^ address.hi()) & maskHi) == 0 && ((lo ^ address.lo()) & maskLo) == 0;
  }

  /// The mask in figures: the length of a prefix, or an address.
  public String mask() {
    int length = length();
    return length >= 0 ? Integer.toString(length) : new Ip(address.family(), maskHi, maskLo).text();
  }

  /// As rules are saved: `10.0.0.0/8`, with its mask always.
  public String text() {
    return address.text() + "/" + mask();
  }

  /// Whether the mask holds one address only.
  public boolean isHost() {
    return length() == address.family().bits();
  }
}
