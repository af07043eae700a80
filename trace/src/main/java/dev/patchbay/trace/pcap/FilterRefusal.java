package dev.patchbay.trace.pcap;

/// Something that a generator refuses; the parser knows the place.
final class FilterRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String text;

  FilterRefusal(String text) {
    super(text, null, false, false);
    this.text = text;
  }

  String text() {
    return text;
  }

  static FilterRefusal syntax() {
    return new FilterRefusal("can't parse filter expression: syntax error");
  }
}
