"""Tests cannot leave the machine, by address or by name."""

import socket

import pytest

from tests.conftest import OutsideLoopback


def test_an_address_outside_is_refused():
    with socket.socket() as outbound, pytest.raises(OutsideLoopback):
        outbound.connect(("192.0.2.1", 80))


def test_a_name_outside_is_refused():
    with pytest.raises(OutsideLoopback):
        socket.getaddrinfo("example.org", 80)


def test_loopback_is_open():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), 1).close()
