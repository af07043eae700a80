package dev.patchbay.core;

import dev.patchbay.core.text.Output;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The journeys of a lab. The loop's **cause** is the journey of the packet that was last taken up:
/// every packet made and every timer armed meanwhile belongs to it, so no module has to hand it on.
public final class Journeys {
  /// Beyond this many only the newest are kept.
  private static final int MOST = 10_000;

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
  private final List<Journey> journeys = new ArrayList<>();
  private boolean recording;
  private int begun;

  Journeys(EventLoop loop) {
    this.loop = loop;
  }

  /// Whether packets that programs send begin a journey.
  public boolean isRecording() {
    return recording;
  }

  /// Begins or ends recording; journeys under way go on.
  public void recording(boolean value) {
    recording = value;
  }

  /// What has been recorded, oldest first.
  public List<Journey> all() {
    return List.copyOf(journeys);
  }

  /// The journey of what happens now, or null.
  public @Nullable Journey cause() {
    return (Journey) loop.cause();
  }

  /// What happens from now on belongs to `journey`.
  public void cause(@Nullable Journey journey) {
    loop.cause(journey);
  }

  /// A program sends the packet: it begins a journey of its own, if journeys are recorded.
  public void begin(Packet packet, String title) {
    if (recording) {
      trace(packet, title);
    }
  }

  /// The packet begins a journey of its own, whether journeys are recorded or not.
  public void trace(Packet packet, String title) {
    if (journeys.size() == MOST) {
      journeys.removeFirst();
    }
    Journey journey = new Journey(++begun, title);
    journeys.add(journey);
    packet.trace(journey);
    loop.cause(journey);
  }

  void note(Packet packet, @Nullable Netns netns, Stage stage) {
    if (packet.trace() instanceof Journey journey) {
      String machine = netns == null ? "" : netns.machine().name();
      String name = netns == null ? "" : netns.displayName();
      journey.add(new Journey.Entry(loop.now(), machine, name, stage));
    }
  }

  void dropped(Packet packet, DropReason reason) {
    NetDevice device = NetDevice.of(packet);
    note(packet, device == null ? null : device.netns(), new Dropped(reason));
  }
}
