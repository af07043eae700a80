package dev.patchbay.lab.capture;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Leg;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.PacketTap;
import dev.patchbay.core.World;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.VlanTag;
import dev.patchbay.packet.bpf.Ancillary;
import dev.patchbay.packet.capture.CaptureReader;
import dev.patchbay.packet.capture.Direction;
import dev.patchbay.packet.capture.FrameNotes;
import dev.patchbay.packet.capture.LinkType;
import dev.patchbay.packet.capture.PcapngWriter;
import dev.patchbay.trace.pcap.Names;
import dev.patchbay.trace.pcap.PcapFilter;
import dev.patchbay.trace.pcap.PcapFilterException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes down what every device sees. A frame waits until it is known how its packet ended, so
/// that the last place where a dropped one was seen can tell why; but never more than [#MOST_BYTES]
/// wait.
public final class RunCapture implements PacketTap, Ancillary, AutoCloseable {
  private static final int MOST_BYTES = 8 << 20;

  /// What a frame that waits costs beside its bytes.
  private static final int OVERHEAD = 96;

  private static final int OUTGOING = 4;

  /// A device by the name it had, and how many frames of it have been written.
  private static final class Interface {
    final int number;
    final String name;
    long frames;

    Interface(int number, String name) {
      this.number = number;
      this.name = name;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared by its bytes
  private record Waiting(
      Interface on, long time, byte[] bytes, boolean outgoing, @Nullable Leg leg) {}

  private final World world;
  private final PcapngWriter writer;
  private final String filter;
  private final Names names;
  private final Map<LinkType, PcapFilter> filters = new EnumMap<>(LinkType.class);
  private final Map<NetDevice, Interface> interfaces = new LinkedHashMap<>();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final Map<Leg, Waiting> last = new HashMap<>();
  private int waitingBytes;
  private @Nullable IOException failure;

  // of the packet that is looked at, for the filter
  private boolean outgoing;
  private int ifindex;

  private RunCapture(World world, PcapngWriter writer, String filter, Names names) {
    this.world = world;
    this.writer = writer;
    this.filter = filter;
    this.names = names;
  }

  /// Begins a capture of everything that happens in the lab from now on.
  ///
  /// @param names what names in the filter stand for
  /// @throws CommandException when the filter or the file is refused
  public static RunCapture begin(World world, CaptureOptions options, Names names) {
    try {
      PcapFilter.compile(options.filter(), LinkType.EN10MB, names);
      long size = options.size() == 0 ? Long.MAX_VALUE : options.size();
      RotatingFiles files = new RotatingFiles(options.file(), options.files());
      PcapngWriter writer = new PcapngWriter(files, size, "patchbay");
      RunCapture capture = new RunCapture(world, writer, options.filter(), names);
      world.tapEverywhere(capture);
      return capture;
    } catch (PcapFilterException e) {
      String caret = "\n  " + options.filter() + "\n  " + " ".repeat(e.position()) + "^";
      throw new CommandException(2, "run: --capture-filter: " + e.getMessage() + caret);
    } catch (IOException e) {
      throw refused(options.file().toString(), e);
    }
  }

  private static CommandException refused(String file, IOException e) {
    boolean folder = e instanceof NoSuchFileException;
    String why = folder ? "No such file or directory" : e.getMessage();
    return new CommandException(1, "capture: " + file + ": " + why);
  }

  @Override
  public int protocol() {
    return ALL;
  }

  @Override
  public @Nullable NetDevice device() {
    return null;
  }

  @Override
  public void see(Packet packet, boolean out) {
    NetDevice device = NetDevice.of(packet);
    if (device == null || failure != null) {
      return;
    }
    boolean ethernet = device.headerLength() == Ethernet.HEADER;
    int from = ethernet ? packet.link() : out ? packet.head() : packet.network();
    if (from < 0 || from > packet.tail()) {
      return;
    }
    byte[] bytes = bytes(packet, from, ethernet);
    outgoing = out;
    ifindex = device.index();
    if (!matches(ethernet ? LinkType.EN10MB : LinkType.RAW, bytes)) {
      return;
    }
    try {
      Interface on = interfaceOf(device, ethernet ? LinkType.EN10MB : LinkType.RAW);
      Leg leg = packet.trace() instanceof Leg known ? known : null;
      hold(new Waiting(on, world.loop().now(), bytes, out, leg));
    } catch (IOException e) {
      failure = e;
    }
  }

  /// The packet from its link header on, with the tag that was taken off it.
  private static byte[] bytes(Packet packet, int from, boolean ethernet) {
    int length = packet.tail() - from;
    boolean tagged = ethernet && packet.vlan() != Packet.NO_VLAN && length >= Ethernet.HEADER;
    byte[] bytes = new byte[length + (tagged ? VlanTag.HEADER : 0)];
    int before = tagged ? Ethernet.HEADER - 2 : length;
    System.arraycopy(packet.bytes(), from, bytes, 0, before);
    if (tagged) {
      Ethernet.type(bytes, 0, packet.vlanProtocol());
      VlanTag.tci(bytes, Ethernet.HEADER, packet.vlan());
      System.arraycopy(
          packet.bytes(), from + before, bytes, before + VlanTag.HEADER, length - before);
    }
    return bytes;
  }

  private boolean matches(LinkType type, byte[] bytes) {
    if (filter.isEmpty()) {
      return true;
    }
    PcapFilter chosen = filters.get(type);
    if (chosen == null) {
      chosen = compiled(type);
      filters.put(type, chosen);
    }
    return chosen.matches(bytes, 0, bytes.length, bytes.length, this);
  }

  /// The filter for a type; one that asks for what the type does not have selects nothing.
  private PcapFilter compiled(LinkType type) {
    try {
      return PcapFilter.compile(filter, type, names);
    } catch (PcapFilterException e) {
      return PcapFilter.nothing();
    }
  }

  @Override
  public int load(int field) {
    return switch (field) {
      case PACKET_TYPE -> outgoing ? OUTGOING : 0;
      case IFINDEX -> ifindex;
      default -> 0;
    };
  }

  private Interface interfaceOf(NetDevice device, LinkType type) throws IOException {
    String name = device.netns().displayName() + "/" + device.name();
    if (world.machines().size() > 1) {
      String machine = device.netns().machine().name();
      name = name.startsWith(machine + "/") ? name : machine + "/" + name;
    }
    Interface known = interfaces.get(device);
    if (known != null && known.name.equals(name)) {
      return known;
    }
    String kind = device.kind() == null ? "" : device.kind().name() + " ";
    String about = kind + device.address();
    int number = writer.addInterface(type, CaptureReader.MAXIMUM_SNAP_LENGTH, name, about);
    Interface added = new Interface(number, name);
    interfaces.put(device, added);
    return added;
  }

  private void hold(Waiting frame) throws IOException {
    waiting.add(frame);
    waitingBytes += frame.bytes.length + OVERHEAD;
    if (frame.leg != null) {
      last.put(frame.leg, frame);
    }
    for (Waiting next = waiting.peek(); next != null && isDue(next); next = waiting.peek()) {
      write(waiting.remove());
    }
  }

  private boolean isDue(Waiting frame) {
    boolean ended = frame.leg == null || frame.leg.end() != Leg.End.QUEUED;
    return ended || waitingBytes > MOST_BYTES;
  }

  private void write(Waiting frame) throws IOException {
    waitingBytes -= frame.bytes.length + OVERHEAD;
    frame.on.frames++;
    Direction direction = frame.outgoing ? Direction.OUTBOUND : Direction.INBOUND;
    FrameNotes notes = new FrameNotes(direction, 0, comments(frame));
    int length = frame.bytes.length;
    writer.write(frame.on.number, frame.time, frame.bytes, 0, length, length, notes);
  }

  private List<String> comments(Waiting frame) {
    List<String> comments = new ArrayList<>();
    Leg leg = frame.leg;
    if (leg != null) {
      String part = leg.number() > 1 ? ", packet " + leg.number() : "";
      comments.add("journey " + leg.journey().number() + part);
      DropReason reason = leg.reason();
      if (last.remove(leg, frame) && reason != null) {
        comments.add("dropped: " + reason.name() + ": " + reason.sentence());
      }
    }
    return comments;
  }

  /// Writes what still waits, and what each interface has counted.
  @Override
  public void close() {
    try (writer) {
      while (!waiting.isEmpty() && failure == null) {
        write(waiting.remove());
      }
      for (Interface one : interfaces.values()) {
        writer.statistics(one.number, world.loop().now(), one.frames, 0);
      }
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
    if (failure != null) {
      throw new CommandException(1, "capture: " + failure.getMessage());
    }
  }
}
