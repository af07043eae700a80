package dev.patchbay.tools.conntrack;

/// What a command may be given, in the order in which it complains (conntrack(8)).
enum Option {
  SRC("src"),
  DST("dst"),
  REPLY_SRC("reply-src"),
  REPLY_DST("reply-dst"),
  PROTOCOL("protonum"),
  TIMEOUT("timeout"),
  STATUS("status"),
  ZERO("zero"),
  EVENT_MASK("event-mask"),
  TUPLE_SRC("tuple-src"),
  TUPLE_DST("tuple-dst"),
  MASK_SRC("mask-src"),
  MASK_DST("mask-dst"),
  MARK("mark"),
  ID("id"),
  FAMILY("family"),
  SRC_NAT("src-nat"),
  DST_NAT("dst-nat"),
  OUTPUT("output"),
  SECMARK("secmark"),
  BUFFER_SIZE("buffer-size"),
  ANY_NAT("any-nat"),
  ZONE("zone"),
  LABEL("label"),
  LABEL_ADD("label-add"),
  LABEL_DEL("label-del"),
  ORIG_ZONE("orig-zone"),
  REPLY_ZONE("reply-zone");

  /// How messages name it.
  final String word;

  Option(String word) {
    this.word = word;
  }
}
