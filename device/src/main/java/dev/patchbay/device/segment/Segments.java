package dev.patchbay.device.segment;

import dev.patchbay.core.LinkNames;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.World;
import dev.patchbay.core.WorldPart;
import dev.patchbay.core.text.Errno;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The segments of a lab by name, the NICs of its machines, and the requests that change them.
public final class Segments implements WorldPart {
  /// Where a lab keeps them.
  public static final Key<Segments> KEY = new Key<>(Segments::new);

  private final World world;
  private final Map<String, Segment> segments = new LinkedHashMap<>();

  /// By place, `MACHINE:NIC`.
  private final Map<String, Nic> nics = new LinkedHashMap<>();

  private Segments(World world) {
    this.world = world;
  }

  /// The segments, oldest first.
  public List<Segment> all() {
    return List.copyOf(segments.values());
  }

  /// The segment of this name, or null.
  public @Nullable Segment find(String name) {
    return segments.get(name);
  }

  /// The NIC that the machine has under this label, or null.
  public @Nullable Nic nic(Machine machine, String label) {
    return nics.get(machine.name() + ":" + label);
  }

  /// The NICs of the machine, in the order of plugging in.
  public List<Nic> nics(Machine machine) {
    return nics.values().stream().filter(nic -> nic.netns().machine() == machine).toList();
  }

  /// Makes a segment that nothing is plugged into.
  ///
  /// @throws NetlinkException `EEXIST` when the name is taken
  public Segment add(String name, SegmentType type) throws NetlinkException {
    if (segments.containsKey(name)) {
      throw new NetlinkException(Errno.EEXIST, "Segment \"" + name + "\" exists already.");
    }
    Segment segment = new Segment(world, name, type);
    segments.put(name, segment);
    return segment;
  }

  /// Removes a segment; what is under way in it is lost, and its NICs are not plugged in any more.
  public void remove(Segment segment) {
    segment.ends().forEach(end -> segment.unplug(end.nic()));
    segments.remove(segment.name());
  }

  /// Plugs the NIC that the machine has under this label into the segment. When it has none, one is
  /// built in, as a device of the initial namespace. `request` says what else it is to have: an
  /// address, an MTU, flags. Nothing is done when it is refused.
  ///
  /// @throws NetlinkException `EBUSY` when it is plugged in, `ENOSPC` when the segment is full;
  ///   what is wrong with the name or the request
  public Nic plug(Machine machine, String label, Segment segment, LinkRequest request)
      throws NetlinkException {
    Nic nic = nic(machine, label);
    End end = nic == null ? null : nic.end();
    if (end != null) {
      String where = machine.name() + ":" + label;
      throw new NetlinkException(
          Errno.EBUSY, where + " is plugged into \"" + end.segment().name() + "\".");
    }
    if (!segment.hasRoom()) {
      throw new NetlinkException(
          Errno.ENOSPC, "Both ends of cable \"" + segment.name() + "\" are plugged in.");
    }
    if (nic == null) {
      nic = build(machine, label, request);
    } else {
      nic.netns().links().change(nic, request);
    }
    segment.plug(nic);
    return nic;
  }

  private Nic build(Machine machine, String label, LinkRequest request) throws NetlinkException {
    Netns netns = machine.initialNetns();
    request.name = label;
    LinkNames.check(request);
    if (netns.device(label) != null) {
      throw new NetlinkException(
          Errno.EEXIST, machine.name() + " has a device \"" + label + "\" that is no NIC.");
    }
    Nic nic = new Nic(netns, label);
    netns.links().register(nic, request, label);
    netns.links().configure(nic, request);
    nics.put(nic.place(), nic);
    return nic;
  }

  /// Pulls the plug; the NIC stays.
  public void unplug(Nic nic) {
    End end = nic.end();
    if (end != null) {
      end.segment().unplug(nic);
    }
  }

  /// Takes the NIC out of its machine.
  public void remove(Nic nic) {
    nics.remove(nic.place());
    Links.unregister(List.of(nic));
  }

  /// Takes out whatever of the machine is in the lab, before it is switched off.
  public void remove(Machine machine) {
    nics(machine).forEach(this::remove);
  }
}
