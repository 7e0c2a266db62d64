package io.jorch.cli.testbed;

/// A place on a lab's switch, and the link that is plugged in there.
///
/// @param lab 1 to 254
/// @param number 1 to 254; hosts count from 1
record Port(int lab, int number) {
  /// For those who look at the hosts from outside.
  static final int CLIENT = 254;

  /// The switch's end of the cable.
  String link() {
    return "h" + number;
  }

  /// What is in the switch in place of the cable's end while a relay lies between.
  String relayed() {
    return "q" + number;
  }

  /// The end of that which the relay reads.
  String relay() {
    return "r" + number;
  }

  String address() {
    return "10.77." + lab + "." + number;
  }

  String mac() {
    return "02:4a:00:%02x:00:%02x".formatted(lab, number);
  }
}
