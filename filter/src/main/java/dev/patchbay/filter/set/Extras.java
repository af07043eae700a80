package dev.patchbay.filter.set;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a set keeps beside each element (its extensions): counters, a deadline, what it says about
/// packets, a comment. They are words behind the element's own, in an array of the set.
final class Extras {
  private static final long SECOND = 1_000_000_000;
  private static final long MOST_SECONDS = 2_147_483;
  private static final int COMMENT_HEADER = 16;

  /// Seconds for elements that name none, or [Entry#ABSENT] when the set has no timeouts.
  final long timeout;

  final boolean hasCounters;
  final boolean hasPacketInfo;
  final boolean hasComments;
  private final int counters;
  private final int deadline;
  private final int packetInfo;
  private final int comment;

  /// How many words an element has for these.
  final int words;

  private final List<@Nullable String> comments = new ArrayList<>(0);
  private final List<Integer> freed = new ArrayList<>(0);

  /// Bytes that the kernel has for the comments.
  private int commentBytes;

  Extras(SetOptions options) {
    timeout =
        options.timeout == Entry.ABSENT ? Entry.ABSENT : Math.min(options.timeout, MOST_SECONDS);
    hasCounters = options.counters;
    hasPacketInfo = options.packetInfo;
    hasComments = options.comments;
    int at = 0;
    counters = at;
    at += hasCounters ? 4 : 0;
    deadline = at;
    at += hasTimeouts() ? 2 : 0;
    packetInfo = at;
    at += hasPacketInfo ? 4 : 0;
    comment = at;
    words = at + (hasComments ? 1 : 0);
  }

  boolean hasTimeouts() {
    return timeout != Entry.ABSENT;
  }

  int commentBytes() {
    return commentBytes;
  }

  /// Bytes that the kernel has for an element of so many bytes and these (`ip_set_elem_len`).
  int kernelSize(int element, int alignment) {
    int size = element;
    int align = alignment;
    int[] sizes = {hasCounters ? 16 : 0, hasTimeouts() ? 8 : 0, hasPacketInfo ? 16 : 0, 0};
    sizes[3] = hasComments ? 8 : 0;
    int[] aligns = {8, 8, 4, 8};
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] > 0) {
        size = align(size, aligns[i]) + sizes[i];
        align = Math.max(align, aligns[i]);
      }
    }
    return align(size, align);
  }

  static int align(int size, int to) {
    return (size + to - 1) / to * to;
  }

  /// Refuses what the set cannot keep.
  void check(Entry entry) throws SetException {
    if (entry.timeout != Entry.ABSENT && !hasTimeouts()) {
      throw new SetException(SetError.TIMEOUT);
    }
    if ((entry.packets != Entry.ABSENT || entry.bytes != Entry.ABSENT) && !hasCounters) {
      throw new SetException(SetError.COUNTER);
    }
    if (entry.comment != null && !hasComments) {
      throw new SetException(SetError.COMMENT);
    }
    if (entry.hasPacketInfo() && !hasPacketInfo) {
      throw new SetException(SetError.SKBINFO);
    }
  }

  /// A new element begins with nothing.
  void clear(int[] words, int at) {
    for (int i = 0; i < this.words; i++) {
      words[at + i] = 0;
    }
  }

  /// Writes what is given; counters that are not given stay.
  void write(int[] words, int at, Entry entry, long now) {
    if (hasCounters && entry.packets != Entry.ABSENT) {
      putLong(words, at + counters, entry.packets);
    }
    if (hasCounters && entry.bytes != Entry.ABSENT) {
      putLong(words, at + counters + 2, entry.bytes);
    }
    if (hasComments) {
      release(words, at);
      words[at + comment] = keep(entry.comment);
    }
    if (hasPacketInfo) {
      words[at + packetInfo] = entry.packetMark;
      words[at + packetInfo + 1] = entry.packetMask;
      words[at + packetInfo + 2] = entry.priority;
      words[at + packetInfo + 3] = Math.max(entry.queue, 0);
    }
    if (hasTimeouts()) {
      lasts(words, at, entry.timeout, now);
    }
  }

  /// The same for what a packet adds: it is the first that is counted.
  void write(int[] words, int at, Question question, int length, long now) {
    if (hasCounters) {
      putLong(words, at + counters, 1);
      putLong(words, at + counters + 2, length);
    }
    if (hasComments) {
      release(words, at);
    }
    if (hasTimeouts()) {
      lasts(words, at, question.timeout, now);
    }
  }

  private void lasts(int[] words, int at, long given, long now) {
    long seconds = given == Entry.ABSENT ? timeout : Math.min(given, MOST_SECONDS);
    putLong(words, at + deadline, seconds == 0 ? 0 : now + seconds * SECOND);
  }

  private int keep(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return 0;
    }
    commentBytes += COMMENT_HEADER + text.getBytes(StandardCharsets.UTF_8).length + 1;
    if (freed.isEmpty()) {
      comments.add(text);
      return comments.size();
    }
    int index = freed.removeLast();
    comments.set(index - 1, text);
    return index;
  }

  /// The element goes: its comment does.
  void release(int[] words, int at) {
    int index = hasComments ? words[at + comment] : 0;
    String text = index == 0 ? null : comments.get(index - 1);
    if (text != null) {
      commentBytes -= COMMENT_HEADER + text.getBytes(StandardCharsets.UTF_8).length + 1;
      comments.set(index - 1, null);
      freed.add(index);
      words[at + comment] = 0;
    }
  }

  /// All elements go.
  void releaseAll() {
    comments.clear();
    freed.clear();
    commentBytes = 0;
  }

  boolean isExpired(int[] words, int at, long now) {
    if (!hasTimeouts()) {
      return false;
    }
    long end = getLong(words, at + deadline);
    return end != 0 && now > end;
  }

  /// Whether the element answers the question; counts the packet, and takes down what it says about
  /// packets (`ip_set_match_extensions`).
  boolean matches(int[] words, int at, Question question, int length, long now) {
    if (isExpired(words, at, now)) {
      return false;
    }
    if (hasCounters) {
      long packets = getLong(words, at + counters);
      long bytes = getLong(words, at + counters + 2);
      if (!Question.compare(question.packetsBy, packets, question.packets)
          || !Question.compare(question.bytesBy, bytes, question.bytes)) {
        return false;
      }
      if (!question.keepsCounters) {
        putLong(words, at + counters, packets + 1);
        putLong(words, at + counters + 2, bytes + length);
      }
    }
    if (hasPacketInfo) {
      question.packetMark = words[at + packetInfo];
      question.packetMask = words[at + packetInfo + 1];
      question.priority = words[at + packetInfo + 2];
      question.queue = words[at + packetInfo + 3];
    }
    return true;
  }

  /// Shows what is kept.
  void read(int[] words, int at, Entry entry, long now) {
    if (hasCounters) {
      entry.packets = getLong(words, at + counters);
      entry.bytes = getLong(words, at + counters + 2);
    }
    if (hasTimeouts()) {
      long end = getLong(words, at + deadline);
      entry.timeout = end == 0 ? 0 : Math.max(1, (end - now) / SECOND);
    }
    if (hasComments && words[at + comment] != 0) {
      entry.comment = comments.get(words[at + comment] - 1);
    }
    if (hasPacketInfo) {
      readPacketInfo(words, at + packetInfo, entry);
    }
  }

  private static void readPacketInfo(int[] words, int at, Entry entry) {
    entry.packetMark = words[at];
    entry.packetMask = words[at + 1];
    entry.hasPacketMark = entry.packetMark != 0 || entry.packetMask != 0;
    entry.priority = words[at + 2];
    entry.hasPriority = entry.priority != 0;
    entry.queue = words[at + 3] == 0 ? Entry.ABSENT : words[at + 3];
  }

  /// A deadline that is kept as the bare seconds, until it begins to run.
  void storeTimeout(int[] words, int at, Entry entry) {
    if (hasTimeouts()) {
      putLong(words, at + deadline, entry.timeout == Entry.ABSENT ? timeout : entry.timeout);
    }
  }

  /// The deadline of stored seconds begins to run, unless others are given.
  void startTimeout(int[] words, int at, long given, long stored, long now) {
    if (hasTimeouts()) {
      lasts(words, at, given == Entry.ABSENT || given == timeout ? stored : given, now);
    }
  }

  /// The stored seconds of a deadline that does not run yet.
  long storedTimeout(int[] words, int at) {
    return hasTimeouts() ? getLong(words, at + deadline) : 0;
  }

  private static void putLong(int[] words, int at, long value) {
    words[at] = (int) value;
    words[at + 1] = (int) (value >>> 32);
  }

  private static long getLong(int[] words, int at) {
    return Integer.toUnsignedLong(words[at]) | (long) words[at + 1] << 32;
  }
}
