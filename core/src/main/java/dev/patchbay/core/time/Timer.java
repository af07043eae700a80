package dev.patchbay.core.time;

/// An event with an action: the kernel's `timer_list`. Made once, armed as often as needed.
public class Timer extends Event {
  private final Runnable action;

  public Timer(int machine, Runnable action) {
    super(machine);
    this.action = action;
  }

  @Override
  protected void run() {
    action.run();
  }
}
