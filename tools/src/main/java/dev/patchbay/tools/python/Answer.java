package dev.patchbay.tools.python;

import dev.patchbay.tools.http.Fields;

/// An answer: what stands in its first line and its header, and what follows.
final class Answer {
  private final int status;
  private final String reason;
  private final Fields fields;
  private final byte[] body;

  Answer(int status, String reason, Fields fields, byte[] body) {
    this.status = status;
    this.reason = reason;
    this.fields = fields;
    this.body = body;
  }

  /// An answer without a body.
  Answer(int status, String reason) {
    this(status, reason, new Fields(), new byte[0]);
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }

  Fields fields() {
    return fields;
  }

  byte[] body() {
    return body;
  }
}
