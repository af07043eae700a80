package dev.patchbay.filter.set;

/// Why the kernel refuses a request about sets.
public enum SetError {
  /// There is no such set (`ENOENT`).
  NO_SET,
  /// There is a set of that name (`EEXIST`).
  SET_EXISTS,
  /// No type of that name and revision.
  FIND_TYPE,
  /// The table of sets is full.
  MAX_SETS,
  /// The set is in use.
  BUSY,
  /// The second name exists already, or does not exist.
  EXIST_SETNAME2,
  /// The sets have different types.
  TYPE_MISMATCH,
  /// The element is there already, or is not there.
  EXIST,
  /// A prefix that is too long, or zero where it must not be.
  INVALID_CIDR,
  INVALID_NETMASK,
  INVALID_MARKMASK,
  INVALID_FAMILY,
  /// The set has no timeouts.
  TIMEOUT,
  /// The set is referred to.
  REFERENCED,
  /// The set has no counters.
  COUNTER,
  /// The set has no comments.
  COMMENT,
  /// The set has no marks for packets.
  SKBINFO,
  /// Outside the range of a bitmap.
  BITMAP_RANGE,
  /// A range that is too large for a bitmap.
  BITMAP_RANGE_SIZE,
  /// As many elements as there may be.
  HASH_FULL,
  /// An element of zeros.
  HASH_ELEM,
  INVALID_PROTO,
  MISSING_PROTO,
  /// A range where networks stand.
  HASH_RANGE_UNSUPPORTED,
  /// A range of all there is.
  HASH_RANGE,
  /// The set to be a member does not exist.
  NAME,
  /// A list in a list.
  LOOP,
  /// A place without the set it refers to.
  BEFORE,
  /// The set referred to does not exist.
  NAMEREF,
  /// The set referred to is not a member.
  REF_EXIST,
  /// There is not so much memory (`ENOMEM`).
  NO_MEMORY
}
