package dev.patchbay.core;

import dev.patchbay.core.Leg.Birth;
import dev.patchbay.core.Leg.End;
import dev.patchbay.core.text.Output;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.packet.Packet;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The journeys of a lab. The loop's **cause** is the leg of the packet that was last taken up:
/// every packet made and every timer armed meanwhile came of it, so no module has to hand it on. A
/// packet that nothing caused (a program sends it, it came from outside, a timer of the kernel's
/// own was due) begins a journey, if journeys are recorded.
public final class Journeys {
  /// Beyond so many only the newest are kept.
  public static final int MOST = 10_000;

  /// Beyond so many things that happened in all of them, too.
  private static final int MOST_ENTRIES = 400_000;

  /// What a drop looks like in a journey.
  public record Dropped(DropReason reason) implements Stage {
    @Override
    public String name() {
      return "drop";
    }

    @Override
    public void show(Output out) {
      out.string("reason", "", reason.name(), "");
      out.string("why", ": ", reason.sentence(), "");
    }
  }

  private final EventLoop loop;
  private final ArrayDeque<Journey> journeys = new ArrayDeque<>();
  private boolean recording;
  private int begun;
  private int entries;

  Journeys(EventLoop loop) {
    this.loop = loop;
  }

  /// Whether packets that nothing caused begin a journey.
  public boolean isRecording() {
    return recording;
  }

  /// Begins or ends recording; journeys under way go on.
  public void recording(boolean value) {
    recording = value;
  }

  /// What has been recorded and is kept, oldest first.
  public List<Journey> all() {
    return List.copyOf(journeys);
  }

  /// How many have been begun.
  public int begun() {
    return begun;
  }

  /// Those begun after the first `count`, oldest first, as far as they are kept.
  public List<Journey> since(int count) {
    return journeys.stream().filter(journey -> journey.number() > count).toList();
  }

  /// The packet of what happens now, or null.
  public @Nullable Leg cause() {
    return (Leg) loop.cause();
  }

  // ---- a packet begins

  /// Makes a packet that has just been made part of what caused it: `cause`, or if that is null
  /// what happens now, or a journey of its own.
  void made(Packet packet, @Nullable Leg cause, Birth birth) {
    if (cause != null) {
      packet.trace(cause.journey().leg(cause, birth));
    } else if (recording) {
      packet.trace(begin(""));
    }
  }

  /// Makes a copy part of the journey of what it is a copy of.
  void copied(Packet copy, Leg of) {
    copy.trace(of.journey().leg(of, Birth.COPY));
  }

  private Leg begin(String title) {
    if (journeys.size() == MOST || entries > MOST_ENTRIES) {
      entries -= journeys.removeFirst().size();
    }
    Journey journey = new Journey(++begun, title, loop.now());
    journeys.addLast(journey);
    return journey.leg(null, Birth.FIRST);
  }

  /// The packet begins a journey of its own, whether journeys are recorded or not, unless it is
  /// part of one already. It is what happens from now on.
  public void trace(Packet packet, String title) {
    if (packet.trace() == null) {
      packet.trace(begin(title));
    }
    loop.cause(packet.trace());
  }

  /// A program named `sender`, or the device of that name, sends the packet, which is what happens
  /// until [#leave] is given what this returns.
  public @Nullable Leg enter(Packet packet, String sender) {
    Leg before = cause();
    if (packet.trace() instanceof Leg leg) {
      leg.sender(sender);
      if (leg.birth() == Birth.FIRST) {
        leg.journey().title(sender);
      }
      loop.cause(leg);
    }
    return before;
  }

  /// The packet is what happens until [#leave] is given what this returns.
  public @Nullable Leg enter(Packet packet) {
    Leg before = cause();
    if (packet.trace() != before) {
      loop.cause(packet.trace());
    }
    return before;
  }

  /// What `before` says is what happens again.
  public void leave(@Nullable Leg before) {
    loop.cause(before);
  }

  // ---- what happens to it

  void note(Packet packet, @Nullable Netns netns, Stage stage) {
    if (packet.trace() instanceof Leg leg && leg.number() != 0) {
      if (leg.frame() == null) {
        leg.see(Frame.withoutLink(packet));
      }
      add(leg, packet, netns, stage);
    }
  }

  /// A stage of a packet whose link header begins at `link`.
  void note(Packet packet, NetDevice device, int link, Stage stage) {
    if (packet.trace() instanceof Leg leg && leg.number() != 0) {
      boolean told = device.headerLength() > 0 && link >= 0 && link <= packet.head();
      leg.see(told ? Frame.withLink(packet, link, leg.frame()) : Frame.withoutLink(packet));
      add(leg, packet, device.netns(), stage);
    }
  }

  private void add(Leg leg, Packet packet, @Nullable Netns netns, Stage stage) {
    leg.place(netns);
    add(leg, packet, stage);
  }

  private void add(Leg leg, Packet packet, Stage stage) {
    NetDevice device = NetDevice.of(packet);
    Journey.Entry entry =
        new Journey.Entry(
            loop.now(),
            leg,
            leg.machine(),
            leg.namespace(),
            device == null ? "" : device.name(),
            stage,
            leg.frame());
    if (leg.journey().add(entry)) {
      entries++;
    }
  }

  void dropped(Packet packet, DropReason reason) {
    NetDevice device = NetDevice.of(packet);
    if (device != null) {
      note(packet, device.netns(), new Dropped(reason));
    } else if (packet.trace() instanceof Leg leg && leg.number() != 0) {
      // It has no device yet where a hook drops what is made here: it is where it was seen last.
      add(leg, packet, new Dropped(reason));
    }
    ended(packet, End.DROPPED, reason);
  }

  void ended(Packet packet, End how, @Nullable DropReason reason) {
    if (packet.trace() instanceof Leg leg) {
      leg.end(how, reason);
    }
  }
}
