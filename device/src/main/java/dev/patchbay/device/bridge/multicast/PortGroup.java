package dev.patchbay.device.bridge.multicast;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A port that wants a group: from which sources, how long, and who said so
/// (`net_bridge_port_group`).
public final class PortGroup {
  /// At most so many sources are kept of one.
  static final int SOURCES = 32;

  private final MdbEntry entry;
  private final SnoopedPort port;
  private final long mac;
  private final boolean byUser;
  private final boolean permanent;
  private final SnoopTimer timer;
  private @Nullable SnoopTimer repeat;

  /// Newest first.
  private List<Source> sources = List.of();

  /// Whether all sources are wanted but those listed, or only those listed.
  boolean excludes;

  /// Whether frames may not go there, though it is listed.
  boolean blocked;

  /// Whether it is only there because the port wants the group from all other sources.
  boolean byStar;

  /// Whether it went because a station was taken at its word.
  boolean leftFast;

  /// How often the group is still to be asked for.
  long queriesLeft;

  /// Whether it has been taken away.
  boolean gone;

  PortGroup(
      Mdb mdb, MdbEntry entry, SnoopedPort port, long mac, boolean byUser, boolean permanent) {
    this.entry = entry;
    this.port = port;
    this.mac = mac;
    this.byUser = byUser;
    this.permanent = permanent;
    this.timer = new SnoopTimer(mdb.bridge(), () -> mdb.expired(this));
  }

  MdbEntry entry() {
    return entry;
  }

  public SnoopedPort port() {
    return port;
  }

  /// The station that wants it, where each has an entry of its own.
  public long mac() {
    return mac;
  }

  boolean isByUser() {
    return byUser;
  }

  boolean isPermanent() {
    return permanent;
  }

  SnoopTimer timer() {
    return timer;
  }

  /// When its sources, or it, are asked for again; made when that is first needed.
  SnoopTimer repeat(Snooping snooping) {
    SnoopTimer known = repeat;
    if (known == null) {
      known = new SnoopTimer(snooping.bridge(), () -> snooping.queries().repeat(this));
      repeat = known;
    }
    return known;
  }

  void stopTimers() {
    timer.stop();
    if (repeat != null) {
      repeat.stop();
    }
    sources.forEach(source -> source.timer.stop());
  }

  boolean is(SnoopedPort other, long station) {
    return port == other && (!port.sendsUnicast() || mac == station);
  }

  /// Whether frames go there; one that wants certain sources has entries of their own, so that
  /// `sources` says no to it.
  public boolean forwards(boolean bySources) {
    return !blocked && (excludes || !bySources);
  }

  // ---- sources

  List<Source> sources() {
    return sources;
  }

  @Nullable Source find(long hi, long lo) {
    for (Source source : sources) {
      if (source.hi() == hi && source.lo() == lo) {
        return source;
      }
    }
    return null;
  }

  /// Adds a source, or returns null when there are too many.
  @Nullable Source add(Source source) {
    if (sources.size() >= SOURCES) {
      return null;
    }
    sources = sources.isEmpty() ? new ArrayList<>(1) : sources;
    sources.addFirst(source);
    return source;
  }

  void remove(Source source) {
    sources.remove(source);
  }
}
