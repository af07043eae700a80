package dev.patchbay.stack.neighbour;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.RandomStream;
import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// The settings of one device, or those that new devices begin with (`neigh_parms`). The values are
/// shared until they are written.
public final class NeighbourParameters {
  private static final long REDRAW = 300_000_000_000L;

  private int[] values;
  private boolean shared;
  private long written;
  private @Nullable RandomStream random;
  private long reachableTime;
  private long drawn;

  private NeighbourParameters(int[] values, boolean shared) {
    this.values = values;
    this.shared = shared;
  }

  /// The settings of a machine that has just booted.
  static NeighbourParameters initial(Family family) {
    NeighbourSetting[] all = NeighbourSetting.values();
    int[] values = new int[all.length];
    for (NeighbourSetting setting : all) {
      values[setting.ordinal()] = setting.initial(family);
    }
    return new NeighbourParameters(values, false);
  }

  /// The same settings, to be changed apart.
  NeighbourParameters copy() {
    shared = true;
    return new NeighbourParameters(values, true);
  }

  /// The setting: a number, or a time in jiffies.
  public int get(NeighbourSetting setting) {
    return values[setting.ordinal()];
  }

  /// The setting, a time, in nanoseconds.
  public long nanos(NeighbourSetting setting) {
    return get(setting) * NeighbourSetting.JIFFY;
  }

  /// How far apart questions are, in nanoseconds.
  long retransmit() {
    return Math.max(nanos(NeighbourSetting.RETRANS_TIME), NeighbourSetting.JIFFY);
  }

  /// Sets it for this device, whatever the default becomes.
  public void set(NeighbourSetting setting, int value) {
    written |= 1L << setting.ordinal();
    put(setting, value);
  }

  /// No default reaches the device any more: an address has been given to it.
  void setAllOwn() {
    written = -1;
  }

  /// The default has been set: follows, unless it has been set here.
  void inherit(NeighbourSetting setting, int value) {
    if ((written & 1L << setting.ordinal()) == 0) {
      put(setting, value);
    }
  }

  private void put(NeighbourSetting setting, int value) {
    if (shared) {
      values = values.clone();
      shared = false;
    }
    values[setting.ordinal()] = value;
    if (setting == NeighbourSetting.BASE_REACHABLE_TIME) {
      random = null;
    }
  }

  /// How long a confirmation holds, in nanoseconds: drawn every five minutes between half and one
  /// and a half times the base (RFC 4861 6.3.2).
  long reachableTime(NetDevice device, Family family, long now) {
    RandomStream known = random;
    if (known == null) {
      known = device.netns().random("neigh/" + family.word() + "/" + device.name());
      random = known;
      draw(known, now);
    } else if (now >= drawn + REDRAW) {
      draw(known, now);
    }
    return reachableTime;
  }

  /// When that time was last drawn.
  long drawn() {
    return drawn;
  }

  private void draw(RandomStream source, long now) {
    long base = get(NeighbourSetting.BASE_REACHABLE_TIME);
    drawn = now;
    reachableTime =
        base <= 0 ? 0 : source.between(base / 2, base / 2 + base - 1) * NeighbourSetting.JIFFY;
  }
}
