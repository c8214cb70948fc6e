"""The sandbox in the place of AWS: its ECR, its registry as the judge of each push, and its count of requests."""

import base64
import gzip
import hashlib
import io
import json
import os
import subprocess
import tarfile
import urllib.request

MANIFESTS = ", ".join((
    "application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.docker.distribution.manifest.v2+json"))


class PushError(Exception):
    """A push that the registry does not have in full, or that holds something else than what was built."""


class Sandbox:
    """Asks as AWS's clients do, and below /_sandbox/."""

    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.host = endpoint.removeprefix("http://")
        token = self.ecr("GetAuthorizationToken", {})["authorizationData"][0]["authorizationToken"]
        self.password = base64.b64decode(token).decode().removeprefix("AWS:")
        self.authorization = token

    def ecr(self, operation, request):
        user = os.environ["AWS_ACCESS_KEY_ID"] + ":" + os.environ["AWS_SECRET_ACCESS_KEY"]
        answer = subprocess.run(
            ["curl", "-sS", "--fail-with-body", "--aws-sigv4", f"aws:amz:{os.environ['AWS_REGION']}:ecr", "--user", user,
             "-H", "X-Amz-Target: AmazonEC2ContainerRegistry_V20150921." + operation,
             "-H", "Content-Type: application/x-amz-json-1.1", "-d", json.dumps(request), self.endpoint + "/"],
            check=True, capture_output=True, stdin=subprocess.DEVNULL)
        return json.loads(answer.stdout)

    def new_repository(self, name):
        """An empty one of that name."""
        if any(repository["repositoryName"] == name for repository in self.ecr("DescribeRepositories", {})["repositories"]):
            self.ecr("DeleteRepository", {"repositoryName": name, "force": True})
        self.ecr("CreateRepository", {"repositoryName": name})

    def forget_requests(self):
        urllib.request.urlopen(urllib.request.Request(self.endpoint + "/_sandbox/requests", method="DELETE")).close()

    def requests(self):
        with urllib.request.urlopen(self.endpoint + "/_sandbox/requests") as answer:
            return json.load(answer)

    def _get(self, path, method="GET"):
        request = urllib.request.Request(
            f"{self.endpoint}/v2/{path}", method=method,
            headers={"Authorization": "Basic " + self.authorization, "Accept": MANIFESTS})
        return urllib.request.urlopen(request)

    def manifest(self, repository, reference):
        """The manifest of an image and its digest; of an index that of its only image."""
        with self._get(f"{repository}/manifests/{reference}") as answer:
            text = answer.read()
        manifest = json.loads(text)
        if "manifests" in manifest:
            images = [image for image in manifest["manifests"] if image["platform"]["os"] != "unknown"]
            if len(images) != 1:
                raise PushError(f"{repository}:{reference} is an index of {len(images)} images")
            return self.manifest(repository, images[0]["digest"])
        return manifest, "sha256:" + hashlib.sha256(text).hexdigest()

    def blob(self, repository, descriptor):
        with self._get(f"{repository}/blobs/{descriptor['digest']}") as answer:
            content = answer.read()
        if len(content) != descriptor["size"] or "sha256:" + hashlib.sha256(content).hexdigest() != descriptor["digest"]:
            raise PushError(f"blob {descriptor['digest']} of {repository} is not what its digest says")
        return content


class Judge:
    """Whether what was pushed is what was built: each blob is there, and the layers hold each file as it is on the disk."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.layers = {}

    def check(self, repository, tag, files):
        manifest, digest = self.sandbox.manifest(repository, tag)
        self.sandbox.blob(repository, manifest["config"])
        held = {}
        for layer in manifest["layers"]:
            held.update(self._files(repository, layer))
        pushed = {(os.path.basename(path), content) for path, content in held.items() if path.startswith("app/")}
        for path in files:
            with open(path, "rb") as file:
                content = hashlib.sha256(file.read()).hexdigest()
            if (os.path.basename(path), content) not in pushed:
                raise PushError(f"{repository}:{tag} ({digest}) does not hold {path} as it is")
        if not files:
            raise PushError(f"{repository}:{tag}: nothing was built that it could hold")
        return digest

    def must_refuse(self, repository, tag, file):
        """A judge that lets all pass would be none: this file is in no image."""
        try:
            self.check(repository, tag, [file])
        except PushError:
            return
        raise PushError(f"{repository}:{tag} holds {file}, which is not shipped")

    def _files(self, repository, layer):
        """Hashes of the files of a layer, by path; what was read once is only asked for."""
        digest = layer["digest"]
        if digest in self.layers:
            self.sandbox._get(f"{repository}/blobs/{digest}", "HEAD").close()
        else:
            content = self.sandbox.blob(repository, layer)
            if content[:2] == b"\x1f\x8b":
                content = gzip.decompress(content)
            with tarfile.open(fileobj=io.BytesIO(content)) as tar:
                self.layers[digest] = {
                    member.name.removeprefix("./").lstrip("/"): hashlib.sha256(tar.extractfile(member).read()).hexdigest()
                    for member in tar if member.isfile()}
        return self.layers[digest]
