package dev.patchbay.device.segment;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.World;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The world outside of the machines, as far as a wire reaches: a cable or a switch that NICs are
/// plugged into.
///
/// Its own conditions meet each frame once, in the lane to the end that gets it; the lane from an
/// end has conditions only when it is given some. Nothing here knows VLANs: a tag is carried as it
/// is.
public final class Segment {
  /// For how long a switch remembers where a station is, in nanoseconds (IEEE 802.1D table 7-5).
  private static final long AGEING = 300_000_000_000L;

  /// The addresses that no bridge forwards, without the last four bits.
  private static final long RESERVED = 0x01_80_c2_00_00_00L;

  private final World world;
  private final String name;
  private final SegmentType type;
  private final List<End> ends = new ArrayList<>();
  private final StationTable stations = new StationTable();
  private Conditions conditions = Conditions.NONE;
  private boolean hairpin;
  private boolean cut;

  Segment(World world, String name, SegmentType type) {
    this.world = world;
    this.name = name;
    this.type = type;
  }

  public String name() {
    return name;
  }

  public SegmentType type() {
    return type;
  }

  /// Its ends, in the order of plugging in.
  public List<End> ends() {
    return List.copyOf(ends);
  }

  /// What every frame meets on its way to an end that has nothing else.
  public Conditions conditions() {
    return conditions;
  }

  /// Whether frames may go back to where they came from, unless an end has its own word.
  public boolean isHairpin() {
    return hairpin;
  }

  /// Whether all of it is cut.
  public boolean isCut() {
    return cut;
  }

  /// How many stations a switch knows.
  public int stationCount() {
    return stations.count(oldest());
  }

  // ---- changes

  /// Changes what happens to frames on their way to any end.
  public void change(ConditionChange change) {
    conditions = change.of(conditions);
    for (End end : ends) {
      end.to().conditions(change.of(end.to().conditions()));
    }
  }

  /// Changes what happens to frames in one lane of it.
  public void change(Lane lane, ConditionChange change) {
    lane.conditions(change.of(lane.conditions()));
  }

  /// Says for the whole whether frames may go back to where they came from.
  public void hairpin(boolean on) {
    hairpin = on;
    ends.forEach(end -> end.hairpin(on));
  }

  /// Says it for one end.
  public void hairpin(End end, boolean on) {
    end.hairpin(on);
  }

  /// Cuts all of it, or mends it: every end.
  public void cut(boolean value) {
    cut = value;
    if (!value) {
      ends.forEach(end -> end.cut(false));
    }
    settle();
  }

  /// Cuts the wire of one end, or mends it. A cable is cut as a whole.
  public void cut(End end, boolean value) {
    end.cut(value);
    settle();
  }

  /// Lets lanes and carriers follow from what is cut.
  private void settle() {
    for (End end : ends) {
      end.cutLanes(isCutFor(end));
    }
    settleCarriers();
  }

  /// Lets carriers follow from what is cut and up.
  void settleCarriers() {
    for (End end : ends) {
      end.nic().carrier(isLinked(end));
    }
  }

  private boolean isCutFor(End end) {
    if (cut || end.isCut()) {
      return true;
    }
    End other = type == SegmentType.CABLE ? other(end) : null;
    return other != null && other.isCut();
  }

  /// Whether the NIC of the end has a carrier.
  private boolean isLinked(End end) {
    if (isCutFor(end) || !end.nic().isUp()) {
      return false;
    }
    if (type == SegmentType.SWITCH) {
      return true;
    }
    End other = other(end);
    return other != null && other.nic().isUp();
  }

  private @Nullable End other(End end) {
    for (End one : ends) {
      if (one != end) {
        return one;
      }
    }
    return null;
  }

  // ---- plugs

  /// Whether another NIC can be plugged in.
  public boolean hasRoom() {
    return ends.size() < type.mostEnds();
  }

  void plug(Nic nic) {
    End end = new End(this, nic);
    end.to().conditions(conditions);
    end.hairpin(hairpin);
    ends.add(end);
    nic.end(end);
    settle();
  }

  void unplug(Nic nic) {
    End end = nic.end();
    if (end == null) {
      return;
    }
    end.cutLanes(true);
    ends.remove(end);
    stations.forget(end);
    nic.end(null);
    nic.carrier(false);
    settleCarriers();
  }

  // ---- the way of a frame

  /// Carries a frame that has come from `from` to whom it is for.
  void forward(End from, Packet packet) {
    if (type == SegmentType.CABLE) {
      End other = other(from);
      carry(from, other, packet);
      return;
    }
    byte[] bytes = packet.bytes();
    int at = packet.head();
    long destination = Ethernet.destination(bytes, at);
    long source = Ethernet.source(bytes, at);
    if (isReserved(destination)) {
      world.drop(packet, DropReason.BRIDGE_LINK_LOCAL);
      return;
    }
    long oldest = oldest();
    if (source != 0 && !Mac.isMulticast(source)) {
      stations.learn(source, from, world.loop().now(), oldest);
    }
    End known = Mac.isMulticast(destination) ? null : stations.find(destination, oldest);
    if (known == null) {
      flood(from, packet);
    } else {
      carry(from, mayCarry(from, known) ? known : null, packet);
    }
  }

  /// Bridges' own frames go through, as through a Linux bridge without a spanning tree, so that the
  /// bridges around it see each other.
  private static boolean isReserved(long destination) {
    return (destination & ~0xfL) == RESERVED && destination != RESERVED;
  }

  private long oldest() {
    return world.loop().now() - AGEING;
  }

  private static boolean mayCarry(End from, End to) {
    return (to != from || from.isHairpin()) && to.nic().hasCarrier();
  }

  private void flood(End from, Packet packet) {
    End last = null;
    for (int i = 0; i < ends.size(); i++) {
      End end = ends.get(i);
      if (mayCarry(from, end)) {
        if (last != null) {
          carry(from, last, world.clone(packet));
        }
        last = end;
      }
    }
    carry(from, last, packet);
  }

  private void carry(End from, @Nullable End to, Packet packet) {
    if (to == null) {
      world.drop(packet, DropReason.SEGMENT_NO_EGRESS);
      return;
    }
    if (packet.trace() != null) {
      String source = from.nic().place();
      world.note(packet, null, new SegmentStages.Carry(name, source, to.nic().place()));
    }
    to.to().send(packet);
  }
}
