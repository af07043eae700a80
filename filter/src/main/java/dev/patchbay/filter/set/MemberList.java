package dev.patchbay.filter.set;

import dev.patchbay.core.Netns;
import dev.patchbay.filter.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A list of sets, which are asked one after another.
final class MemberList extends NamedSet {
  private static final int HEAD_BYTES = 80;
  private static final int MEMBER_BYTES = 42;

  private static final class Member {
    final Slot slot;
    final int[] words;

    Member(Slot slot, int words) {
      this.slot = slot;
      this.words = new int[words];
    }
  }

  private static final int SMALLEST = 4;

  private final List<Member> members = new ArrayList<>(0);

  MemberList(Netns netns, SetType type, SetOptions options, String name) {
    super(netns, type, null, options, name);
    options.size = Math.max(options.size, SMALLEST);
  }

  @Override
  public int elements() {
    tidy();
    return members.size();
  }

  @Override
  public long memory() {
    long each = extras.kernelSize(MEMBER_BYTES, 8);
    return HEAD_BYTES + members.size() * each + extras.commentBytes();
  }

  private boolean isExpired(Member member, long now) {
    return extras.isExpired(member.words, 0, now);
  }

  private Slot wanted(Entry entry) throws SetException {
    extras.check(entry);
    Slot slot = Sets.of(netns()).find(Objects.requireNonNull(entry.name));
    if (slot == null) {
      throw new SetException(SetError.NAME);
    }
    if (slot.set().type().isList()) {
      throw new SetException(SetError.LOOP);
    }
    return slot;
  }

  private @Nullable Slot reference(Entry entry) throws SetException {
    if (entry.reference == null) {
      if (entry.before) {
        throw new SetException(SetError.BEFORE);
      }
      return null;
    }
    Slot slot = Sets.of(netns()).find(entry.reference);
    if (slot == null) {
      throw new SetException(SetError.NAMEREF);
    }
    return slot;
  }

  private int find(@Nullable Slot slot) {
    long now = now();
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).slot == slot && !isExpired(members.get(i), now)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void add(Entry entry, boolean exist) throws SetException {
    Slot slot = wanted(entry);
    Slot reference = reference(entry);
    expire();
    int beside = find(reference);
    if (reference != null && beside < 0) {
      throw new SetException(SetError.REF_EXIST);
    }
    int there = find(slot);
    if (there >= 0) {
      if (!exist) {
        throw new SetException(SetError.EXIST);
      }
      extras.write(members.get(there).words, 0, entry, now());
      return;
    }
    Member member = new Member(slot, extras.words);
    extras.write(member.words, 0, entry, now());
    slot.hold();
    members.add(reference == null ? members.size() : entry.before ? beside : beside + 1, member);
  }

  @Override
  public void remove(Entry entry, boolean exist) throws SetException {
    Slot slot = wanted(entry);
    Slot reference = reference(entry);
    expire();
    int at = find(slot);
    if (at < 0) {
      if (reference == null && exist) {
        return;
      }
      throw new SetException(reference == null ? SetError.EXIST : SetError.REF_EXIST);
    }
    if (!stands(at, reference, entry.before)) {
      throw new SetException(SetError.REF_EXIST);
    }
    drop(members.remove(at));
  }

  private boolean stands(int at, @Nullable Slot reference, boolean before) {
    if (reference == null) {
      return true;
    }
    int beside = before ? at + 1 : at - 1;
    return beside >= 0 && beside < members.size() && members.get(beside).slot == reference;
  }

  private void drop(Member member) {
    extras.release(member.words, 0);
    member.slot.release();
  }

  @Override
  public boolean contains(Entry entry) throws SetException {
    Slot slot = wanted(entry);
    Slot reference = reference(entry);
    int at = find(slot);
    return at >= 0 && stands(at, reference, entry.before);
  }

  @Override
  public void each(Consumer<Entry> taker) {
    tidy();
    long now = now();
    for (Member member : members) {
      if (!isExpired(member, now)) {
        Entry entry = new Entry();
        entry.name = member.slot.set().name();
        extras.read(member.words, 0, entry, now);
        taker.accept(entry);
      }
    }
  }

  @Override
  public void flush() {
    members.forEach(this::drop);
    members.clear();
  }

  @Override
  void close() {
    flush();
  }

  @Override
  void expire() {
    long now = now();
    for (int i = members.size() - 1; i >= 0; i--) {
      if (isExpired(members.get(i), now)) {
        drop(members.remove(i));
      }
    }
  }

  @Override
  boolean isLike(NamedSet other) {
    return sameExtras(other) && options().size == other.options().size;
  }

  @Override
  int judge(Inspection packet, Question question) {
    long now = now();
    Question.Comparison packetsBy = question.packetsBy;
    Question.Comparison bytesBy = question.bytesBy;
    boolean keeps = question.keepsCounters;
    try {
      for (int i = 0; i < members.size(); i++) {
        Member member = members.get(i);
        question.packetsBy = null;
        question.bytesBy = null;
        question.keepsCounters = keeps || question.keepsMemberCounters;
        if (!isExpired(member, now) && member.slot.test(packet, question)) {
          question.packetsBy = packetsBy;
          question.bytesBy = bytesBy;
          question.keepsCounters = keeps;
          if (extras.matches(member.words, 0, question, packet.packet().length(), now)) {
            return MATCH;
          }
        }
      }
      return NO_MATCH;
    } finally {
      question.packetsBy = packetsBy;
      question.bytesBy = bytesBy;
      question.keepsCounters = keeps;
    }
  }

  @Override
  boolean add(Inspection packet, Question question) {
    long now = now();
    for (int i = 0; i < members.size(); i++) {
      if (!isExpired(members.get(i), now) && members.get(i).slot.add(packet, question)) {
        return true;
      }
    }
    return false;
  }

  @Override
  boolean remove(Inspection packet, Question question) {
    long now = now();
    for (int i = 0; i < members.size(); i++) {
      if (!isExpired(members.get(i), now) && members.get(i).slot.remove(packet, question)) {
        return true;
      }
    }
    return false;
  }
}
