"""The Docker Engine: emptied between measurements, and listened to by a forwarder that counts what it is sent."""

import base64
import http.client
import json
import os
import socket
import threading
import urllib.parse


class EngineError(Exception):
    """A request that the engine refused."""


class _Connection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=300)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Engine:
    """An engine of the benchmark's own at a socket: it loses its images and its build cache."""

    def __init__(self, path, host, password):
        self.path = path
        self.auth = base64.urlsafe_b64encode(json.dumps(
            {"username": "AWS", "password": password, "serveraddress": host}).encode()).decode()

    def ask(self, method, path, **query):
        connection = _Connection(self.path)
        try:
            connection.request(method, path + "?" + urllib.parse.urlencode(query), headers={"X-Registry-Auth": self.auth})
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if answer.status >= 300 or '"errorDetail"' in text:
            raise EngineError(f"{method} {path}: {answer.status} {text}")
        return text

    def version(self):
        return json.loads(self.ask("GET", "/version"))["Version"]

    def empty(self):
        """No image, no layer, no build cache."""
        for image in json.loads(self.ask("GET", "/images/json")):
            for name in image["RepoTags"] or [image["Id"]]:
                self._remove(name if name != "<none>:<none>" else image["Id"])
        self.ask("POST", "/images/prune", filters='{"dangling": ["false"]}')
        self.ask("POST", "/build/prune", all="true")
        left = json.loads(self.ask("GET", "/images/json", all="true"))
        if left:
            raise EngineError(f"images that the engine would not remove: {[image['RepoTags'] for image in left]}")

    def _remove(self, name):
        try:
            self.ask("DELETE", "/images/" + name, force="true")
        except EngineError as refused:
            if ": 404 " not in str(refused):
                raise

    def pull(self, image):
        name, tag = image.rsplit(":", 1)
        self.ask("POST", "/images/create", fromImage=name, tag=tag)

    def push(self, image):
        name, tag = image.rsplit(":", 1)
        self.ask("POST", f"/images/{name}/push", tag=tag)

    def tag(self, image, other):
        name, tag = other.rsplit(":", 1)
        self.ask("POST", f"/images/{image}/tag", repo=name, tag=tag)


class CountingForwarder:
    """A socket in front of the engine's: how many bytes come in, over how many connections, how many of them at a time."""

    def __init__(self, path, engine_path):
        self.path = path
        self.engine_path = engine_path
        self.lock = threading.Lock()
        self.received = self.connections = self.open = self.most = 0
        self.listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listening.bind(path)
        self.listening.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()

    def forget(self):
        with self.lock:
            self.received = self.connections = 0
            self.most = self.open

    def close(self):
        self.listening.close()
        os.unlink(self.path)

    def _accept(self):
        while True:
            try:
                client, _ = self.listening.accept()
            except OSError:
                return
            engine = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            engine.connect(self.engine_path)
            self._count(connections=1)
            ends = [threading.Thread(target=self._copy, args=(client, engine, True), daemon=True),
                    threading.Thread(target=self._copy, args=(engine, client, False), daemon=True)]
            for end in ends:
                end.start()
            threading.Thread(target=self._close, args=(ends, client, engine), daemon=True).start()

    def _count(self, received=0, connections=0, ended=0):
        with self.lock:
            self.received += received
            self.connections += connections
            self.open += connections - ended
            self.most = max(self.most, self.open)

    def _copy(self, source, target, counted):
        try:
            while chunk := source.recv(1 << 18):
                if counted:
                    self._count(received=len(chunk))
                target.sendall(chunk)
            # What reads the other way may still have something to say.
            target.shutdown(socket.SHUT_WR)
        except OSError:
            for end in (source, target):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    def _close(self, ends, client, engine):
        for end in ends:
            end.join()
        client.close()
        engine.close()
        self._count(ended=1)
