package dev.patchbay.filter.set;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// Sets of addresses of a range, or of networks of one size in it: `bitmap:ip`.
public final class IpSetBitmapIp extends BitmapType {
  private static final int BITS = 32;

  @Override
  public String word() {
    return "bitmap:ip";
  }

  @Override
  public int revision() {
    return 3;
  }

  @Override
  public int dimension() {
    return 1;
  }

  @Override
  public int size() {
    return 7559;
  }

  @Override
  String parts() {
    return "ip";
  }

  @Override
  int headSize() {
    return 88;
  }

  @Override
  NamedSet make(Netns netns, String name, @Nullable Family family, SetOptions options)
      throws SetException {
    long[] range = addresses(options);
    int netmask = options.netmask == Entry.ABSENT ? BITS : options.netmask;
    if (netmask > BITS) {
      throw new SetException(SetError.INVALID_NETMASK);
    }
    long hosts = netmask == 0 ? 1L << BITS : 1L << (BITS - netmask);
    long first = range[0] & -hosts;
    long last = range[1] | (hosts - 1);
    if (netmask != BITS && netmask <= commonBits(first, last)) {
      throw new SetException(SetError.BITMAP_RANGE);
    }
    int elements = checked((last - first + 1) / hosts);
    return new BitmapSet(netns, this, options, name, first, last, hosts, elements);
  }

  /// The length of the prefix that the range is exactly; more than any when it is none.
  private static int commonBits(long first, long last) {
    long differing = first ^ last;
    boolean isNetwork = (differing & (differing + 1)) == 0 && (first & differing) == 0;
    return isNetwork ? Long.numberOfLeadingZeros(differing) - BITS : Integer.MAX_VALUE;
  }
}
