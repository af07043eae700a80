package dev.patchbay.stack.address;

/// The values of one directory of `conf`: a device's, `default`, or `all`. Directories that hold
/// the same hold one array, which nobody writes to.
public final class Settings {
  private final SettingsPool pool;
  private int[] values;

  /// Which settings have been written here themselves, so that `default` no longer reaches them.
  private long own;

  Settings(SettingsPool pool, int[] values) {
    this.pool = pool;
    this.values = pool.shared(values);
  }

  /// The same values, for a device or another namespace.
  Settings copy() {
    return new Settings(this);
  }

  private Settings(Settings model) {
    this.pool = model.pool;
    this.values = model.values;
  }

  /// The value of a setting.
  public int value(Setting setting) {
    return values[setting.ordinal()];
  }

  /// Takes a value without drawing conclusions from it.
  void value(Setting setting, int value) {
    if (values[setting.ordinal()] != value) {
      values = pool.changed(values, setting.ordinal(), value);
    }
  }

  boolean isOwn(Setting setting) {
    return (own & 1L << setting.ordinal()) != 0;
  }

  void setOwn(Setting setting) {
    own |= 1L << setting.ordinal();
  }

  /// Nothing that is written to `default` from now on reaches these.
  void setAllOwn() {
    own = -1;
  }
}
