package dev.patchbay.core;

import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// One packet of a [Journey]: what it came of, what its bytes were last seen to be, and how it
/// ended.
///
/// A journey that has grown to its bound has one leg more, number 0, which stands for every further
/// packet.
public final class Leg implements Packet.Trace {
  /// How a packet comes to be part of a journey.
  public enum Birth {
    /// It begins the journey.
    FIRST("begins"),
    /// It was made because of its parent: a question for the neighbour, an error, a reply.
    CAUSED("because of"),
    /// It is a copy of its parent: of a flood, or for a program that listens.
    COPY("copy of"),
    /// It is a part of its parent: a fragment, a segment.
    PIECE("piece of");

    private final String words;

    Birth(String words) {
      this.words = words;
    }

    /// What stands before the parent in a text.
    public String words() {
      return words;
    }
  }

  /// How a packet ended.
  public enum End {
    QUEUED("still under way"),
    DELIVERED("delivered"),
    CONSUMED("consumed"),
    MERGED("merged"),
    DROPPED("dropped");

    private final String words;

    End(String words) {
      this.words = words;
    }

    /// The end in a text.
    public String words() {
      return words;
    }
  }

  private final Journey journey;
  private final int number;
  private final @Nullable Leg parent;
  private final Birth birth;
  private String sender = "";
  private String machine = "";
  private String namespace = "";
  private @Nullable Frame frame;
  private long waitsSince;
  private End end = End.QUEUED;
  private @Nullable DropReason reason;

  Leg(Journey journey, int number, @Nullable Leg parent, Birth birth) {
    this.journey = journey;
    this.number = number;
    this.parent = parent;
    this.birth = birth;
    this.waitsSince = parent == null ? 0 : parent.waitsSince;
  }

  /// What it is part of.
  public Journey journey() {
    return journey;
  }

  /// Which packet of the journey it is, from 1 on; 0 stands for those beyond the bound.
  public int number() {
    return number;
  }

  /// The packet that it came of; null for the one that began the journey.
  public @Nullable Leg parent() {
    return parent;
  }

  /// How it came of that.
  public Birth birth() {
    return birth;
  }

  /// The program that sent it, or empty.
  public String sender() {
    return sender;
  }

  void sender(String name) {
    sender = name;
  }

  /// How it ended.
  public End end() {
    return end;
  }

  /// Why it was dropped, if it was.
  public @Nullable DropReason reason() {
    return reason;
  }

  void end(End how, @Nullable DropReason why) {
    end = how;
    reason = why;
    journey.count(how, why);
  }

  /// When it was last given to a queue, in nanoseconds of the lab's clock; a copy or a piece was
  /// when what it is of was.
  public long waitsSince() {
    return waitsSince;
  }

  /// It is given to a queue.
  public void waitsSince(long now) {
    waitsSince = now;
  }

  /// Where it is from now on; null for between machines.
  void place(@Nullable Netns netns) {
    machine = netns == null ? "" : netns.machine().name();
    namespace = netns == null ? "" : netns.displayName();
  }

  /// The machine where something happened to it last, or empty.
  String machine() {
    return machine;
  }

  /// The namespace where something happened to it last, or empty.
  String namespace() {
    return namespace;
  }

  void see(Frame now) {
    frame = now;
  }

  /// Its bytes when they were last seen, or null.
  public @Nullable Frame frame() {
    return frame;
  }
}
