package dev.patchbay.filter.set;

/// A refused request about sets.
public final class SetException extends Exception {
  private static final long serialVersionUID = 1;

  private final SetError error;

  public SetException(SetError error) {
    super(error.name(), null, false, false);
    this.error = error;
  }

  public SetError error() {
    return error;
  }
}
