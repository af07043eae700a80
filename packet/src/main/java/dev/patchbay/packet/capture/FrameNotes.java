package dev.patchbay.packet.capture;

import java.util.List;

/// What pcapng keeps beside a frame.
///
/// @param direction which way it went
/// @param dropped how many frames of its interface were lost since the one before it
/// @param comments what a reader shows with it
public record FrameNotes(Direction direction, long dropped, List<String> comments) {
  /// Nothing to say.
  public static final FrameNotes NONE = new FrameNotes(Direction.UNKNOWN, 0, List.of());

  /// A copy of the list is kept.
  public FrameNotes {
    comments = List.copyOf(comments);
  }
}
