COPY "event" ("id", "name", "subject_kind", "subject_id", "data", "actor", "door", "origin", "at") FROM stdin;
1	product.listed	sku	1	{"sku": "CUP"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.310033+00
2	product.listed	sku	2	{"sku": "MUG"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.310033+00
3	product.listed	sku	3	{"sku": "OLD"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.310033+00
4	product.listed	sku	4	{"sku": "TEA"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.310033+00
5	stock.arrived	sku	2	{"change": 32}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.352206+00
6	stock.arrived	sku	1	{"change": 20}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.352206+00
7	stock.arrived	sku	4	{"change": 7}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.352206+00
8	stock.arrived	sku	3	{"change": 1}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.352206+00
9	stock.arrived	sku	2	{"change": 6}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.384716+00
10	stock.arrived	sku	1	{"change": 4}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.384716+00
11	stock.reduced	sku	1	{"change": -1}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.416663+00
12	product.listed	sku	3	{"sku": "OLD"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.427222+00
13	order.placed	order	1	{"holds": [], "lines": 2, "total": 4700, "number": 10001, "pieces": 7, "missing": 0, "currency": "USD", "reference": "delivered"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.449205+00
14	order.placed	order	2	{"holds": [], "lines": 2, "total": 1616, "number": 10002, "pieces": 3, "missing": 0, "currency": "USD", "reference": "shipped"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.485146+00
15	order.placed	order	3	{"holds": [], "lines": 2, "total": 3648, "number": 10003, "pieces": 5, "missing": 0, "currency": "USD", "reference": "part-shipped"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.525186+00
16	order.placed	order	4	{"holds": [], "lines": 2, "total": 2666, "number": 10004, "pieces": 4, "missing": 0, "currency": "USD", "reference": "picking"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.557408+00
17	order.placed	order	5	{"holds": [], "lines": 2, "total": 2560, "number": 10005, "pieces": 3, "missing": 0, "currency": "USD", "reference": "ready"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.593387+00
18	order.placed	order	6	{"holds": [], "lines": 1, "total": 24000, "number": 10006, "pieces": 24, "missing": 0, "currency": "USD", "reference": "two-houses"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.605076+00
19	order.placed	order	7	{"holds": [], "lines": 1, "total": 3960, "number": 10007, "pieces": 9, "missing": 7, "currency": "USD", "reference": "nothing-held"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.628694+00
20	order.placed	order	8	{"holds": [], "lines": 1, "total": 360, "number": 10008, "pieces": 1, "missing": 0, "currency": "USD", "reference": "cancelled"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.639841+00
21	order.placed	order	9	{"holds": [], "lines": 2, "total": 1360, "number": 10009, "pieces": 2, "missing": 0, "currency": "USD", "reference": "line-cancelled"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.656871+00
22	order.placed	order	10	{"holds": [], "lines": 1, "total": 360, "number": 10010, "pieces": 1, "missing": 0, "currency": "USD", "reference": "held-by-client"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.677921+00
23	order.placed	order	11	{"holds": [], "lines": 1, "total": 360, "number": 10011, "pieces": 1, "missing": 0, "currency": "USD", "reference": "held-by-operator"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.692947+00
24	order.placed	order	12	{"holds": ["payment"], "lines": 1, "total": 360, "number": 10012, "pieces": 1, "missing": 0, "currency": "USD", "reference": "unpaid"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.721759+00
25	order.placed	order	13	{"holds": ["payment"], "lines": 1, "total": 360, "number": 10013, "pieces": 1, "missing": 0, "currency": "USD", "reference": "paid-later"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.741084+00
26	order.placed	order	14	{"holds": ["comment"], "lines": 1, "total": 360, "number": 10014, "pieces": 1, "missing": 0, "currency": "USD", "reference": "comment"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.75698+00
27	order.placed	order	15	{"holds": ["address"], "lines": 1, "total": 360, "number": 10015, "pieces": 1, "missing": 0, "currency": "USD", "reference": "no-address"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.795998+00
28	order.placed	order	16	{"holds": [], "lines": 1, "total": 528, "number": 10016, "pieces": 1, "missing": 0, "currency": "JPY", "reference": "yen"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.802338+00
29	order.placed	order	17	{"holds": [], "lines": 2, "total": 11789, "number": 10017, "pieces": 31, "missing": 23, "currency": "USD", "reference": "waiting"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.832939+00
30	order.shipped	order	1	{"number": 10001, "parcel": 20001, "pieces": 7, "carrier": "UPS", "tracking": "1Z1"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.87673+00
31	order.shipped	order	2	{"number": 10002, "parcel": 20002, "pieces": 3, "carrier": "", "tracking": ""}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.909558+00
32	order.shipped	order	3	{"number": 10003, "parcel": 20003, "pieces": 2, "carrier": "", "tracking": ""}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.949172+00
33	order.shipped	order	6	{"number": 10006, "parcel": 20004, "pieces": 20, "carrier": "", "tracking": ""}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.988756+00
34	order.shipped	order	6	{"number": 10006, "parcel": 20005, "pieces": 4, "carrier": "", "tracking": ""}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:14.988756+00
35	order.picked	order	4	{"key": "", "number": 10004, "pieces": 1}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:15.013117+00
36	order.delivered	order	1	{"number": 10001, "parcel": 20001, "pieces": 7}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:15.023023+00
37	order.delivered	order	6	{"number": 10006, "parcel": 20004, "pieces": 20}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:15.045241+00
38	order.cancelled	order	8	{"lines": null, "number": 10008, "pieces": 1, "reason": "changed my mind", "released": 1}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:15.059821+00
39	stock.arrived	sku	1	{"freed": 1, "change": 0}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:15.059821+00
40	order.cancelled	order	9	{"lines": [2], "number": 10009, "pieces": 1, "reason": "", "released": 1}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:15.077617+00
41	stock.arrived	sku	1	{"freed": 1, "change": 0}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:15.077617+00
42	order.held	order	10	{"kind": "client", "until": "2027-12-30T13:38:15.084671+00:00", "number": 10010, "reason": "wait for me"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:15.092864+00
43	order.released	order	13	{"kind": "payment", "number": 10013}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:15.097477+00
44	order.held	order	11	{"kind": "operator", "until": null, "number": 10011, "reason": "check the stock"}	{"id": 4, "kind": "person", "name": "Otto"}	page	{}	2026-11-25 13:38:15.124658+00
45	import.started	import	1	{"kind": "orders", "filename": "orders.csv"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:15.160682+00
47	import.checked	import	1	{"done": 4, "kind": "orders", "again": 0, "refused": 0}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "1e9b1b4e-75b0-4a7c-8ae9-9b5a1f0cd12a", "import": 1}	2026-11-25 13:38:15.477398+00
48	import.applying	import	1	{}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:15.557981+00
49	product.listed	sku	7	{"sku": "NOPE"}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "dbb2b4a4-7ab7-4902-9c1a-05d10cbbb83f", "import": 1}	2026-11-25 13:38:15.660723+00
50	order.placed	order	18	{"holds": [], "lines": 2, "total": 4250, "number": 10018, "pieces": 3, "missing": 1, "currency": "USD", "reference": "#1"}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "dbb2b4a4-7ab7-4902-9c1a-05d10cbbb83f", "import": 1}	2026-11-25 13:38:15.684955+00
51	order.placed	order	19	{"holds": [], "lines": 2, "total": 4250, "number": 10019, "pieces": 3, "missing": 3, "currency": "USD", "reference": "#2"}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "dbb2b4a4-7ab7-4902-9c1a-05d10cbbb83f", "import": 1}	2026-11-25 13:38:15.684955+00
52	order.placed	order	20	{"holds": [], "lines": 2, "total": 4250, "number": 10020, "pieces": 3, "missing": 3, "currency": "USD", "reference": "#3"}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "dbb2b4a4-7ab7-4902-9c1a-05d10cbbb83f", "import": 1}	2026-11-25 13:38:15.684955+00
53	order.placed	order	21	{"holds": [], "lines": 1, "total": 100, "number": 10021, "pieces": 1, "missing": 1, "currency": "USD", "reference": "#9"}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "dbb2b4a4-7ab7-4902-9c1a-05d10cbbb83f", "import": 1}	2026-11-25 13:38:15.684955+00
54	import.applied	import	1	{"done": 4, "kind": "orders", "again": 0, "refused": 0}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "dbb2b4a4-7ab7-4902-9c1a-05d10cbbb83f", "import": 1}	2026-11-25 13:38:15.711373+00
55	import.started	import	2	{"kind": "orders", "filename": "orders.csv"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:15.804068+00
56	import.checked	import	2	{"done": 2, "kind": "orders", "again": 0, "refused": 0}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "3787edab-0210-418b-a069-f4ea45a3a62b", "import": 2}	2026-11-25 13:38:15.904851+00
57	import.applying	import	2	{}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:15.963672+00
58	order.placed	order	22	{"holds": [], "lines": 2, "total": 4250, "number": 10022, "pieces": 3, "missing": 3, "currency": "USD", "reference": "U1"}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "940e948c-2ab8-476d-bc12-2d325611fd96", "import": 2}	2026-11-25 13:38:16.038942+00
59	order.placed	order	23	{"holds": [], "lines": 2, "total": 4250, "number": 10023, "pieces": 3, "missing": 3, "currency": "USD", "reference": "U2"}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "940e948c-2ab8-476d-bc12-2d325611fd96", "import": 2}	2026-11-25 13:38:16.038942+00
60	import.applied	import	2	{"done": 2, "kind": "orders", "again": 0, "refused": 0}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "940e948c-2ab8-476d-bc12-2d325611fd96", "import": 2}	2026-11-25 13:38:16.05994+00
61	import.undo_asked	import	2	{}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:16.142149+00
62	order.cancelled	order	22	{"lines": null, "number": 10022, "pieces": 3, "reason": "import", "released": 0}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "43490ecc-c2a2-413b-9615-88d1b218de62", "import": 2}	2026-11-25 13:38:16.222926+00
63	order.cancelled	order	23	{"lines": null, "number": 10023, "pieces": 3, "reason": "import", "released": 0}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "43490ecc-c2a2-413b-9615-88d1b218de62", "import": 2}	2026-11-25 13:38:16.222926+00
64	import.undone	import	2	{"done": 2, "kind": "orders", "again": 0, "refused": 0}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "43490ecc-c2a2-413b-9615-88d1b218de62", "import": 2}	2026-11-25 13:38:16.243376+00
65	import.started	import	3	{"kind": "stock", "filename": "stock.csv"}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:16.31689+00
66	import.checking	import	3	{}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:16.346065+00
68	import.checked	import	3	{"done": 1, "kind": "stock", "again": 0, "refused": 1}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "3071e9bc-1ee1-4f59-8647-be51f28a4315", "import": 3}	2026-11-25 13:38:16.437202+00
69	import.applying	import	3	{}	{"id": 1, "kind": "person", "name": "Ann"}	page	{}	2026-11-25 13:38:16.500356+00
70	stock.arrived	sku	2	{"change": 20}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "af1f669a-e4be-4dfd-b108-24d2c62d2a43", "import": 3}	2026-11-25 13:38:16.61666+00
71	import.applied	import	3	{"done": 1, "kind": "stock", "again": 0, "refused": 1}	{"id": 1, "kind": "person", "name": "Ann"}	job	{"job": "af1f669a-e4be-4dfd-b108-24d2c62d2a43", "import": 3}	2026-11-25 13:38:16.622218+00
\.

COPY "import" ("id", "kind", "state", "filename", "file_key", "file_size", "file_hash", "profile", "reading", "mapping", "options", "rows_total", "records_total", "next_record", "rows_read", "done", "again", "refused", "summary", "failure", "runner", "cancel_asked", "created_by", "created_at", "started_at", "finished_at") FROM stdin;
1	orders	applied	orders.csv	t_1/66/666b7e9724a6492ca8460d3bbce18446	833	a0c60a3faf0d591f9d10ab29a468ced55c39ca7b1679be46eeb2baf5e06f075e	shopify_orders	{"kind": "csv", "sheet": "", "header": 1, "sheets": [], "quoting": true, "encoding": "utf-8", "delimiter": ",", "confidence": 0.99}	{}	{"channel": "", "create_skus": true}	8	4	4	8	4	0	0	{"held": 2, "pieces": 10, "waiting": 4}	\N	dbb2b4a4-7ab7-4902-9c1a-05d10cbbb83f:1	f	{"id": 1, "kind": "person", "name": "Ann"}	2026-11-25 13:38:15.155606+00	2026-11-25 13:38:15.619859+00	2026-11-25 13:38:15.708178+00
2	orders	undone	orders.csv	t_1/52/5242d990cbd34c6abd4271d27e6563c8	564	6262539358935c21e1466f70fcad3c46f8c1aa7bb5fea692e7127e3abae4c81c	shopify_orders	{"kind": "csv", "sheet": "", "header": 1, "sheets": [], "quoting": true, "encoding": "utf-8", "delimiter": ",", "confidence": 0.99}	{}	{"channel": "", "create_skus": true}	5	2	2	5	2	0	0	{"held": 0, "undo": {"done": 2, "last": 23, "refused": 0}, "pieces": 6, "waiting": 2}	\N	43490ecc-c2a2-413b-9615-88d1b218de62:1	f	{"id": 1, "kind": "person", "name": "Ann"}	2026-11-25 13:38:15.792384+00	2026-11-25 13:38:16.01478+00	2026-11-25 13:38:16.242863+00
3	stock	applied	stock.csv	t_1/b0/b0bb7b7ade164d7f9f434282384b8fff	26	ce70b601f9b288c07385036ba3e20b133dde82c69a36c3e6ff2ffcc56c1a3106		{"kind": "csv", "sheet": "", "header": 1, "sheets": [], "quoting": true, "encoding": "utf-8", "delimiter": ",", "confidence": 1.0}	{"columns": {"sku": "SKU", "quantity": "Quantity"}, "currency": ""}	{"channel": "", "create_skus": true}	3	2	2	3	1	0	1	{}	\N	af1f669a-e4be-4dfd-b108-24d2c62d2a43:1	f	{"id": 1, "kind": "person", "name": "Ann"}	2026-11-25 13:38:16.315687+00	2026-11-25 13:38:16.580862+00	2026-11-25 13:38:16.620851+00
\.

COPY "import_mapping" ("kind", "columns_hash", "mapping", "used_at") FROM stdin;
stock	97180a00a3db20a28c603f19d41de0b8ec6c5b0f8b7957cf65b7919b4e9a21fc	{"columns": {"sku": "SKU", "quantity": "Quantity"}, "currency": ""}	2026-11-25 13:38:16.332681+00
\.

COPY "orders" ("id", "number", "channel", "reference", "currency", "customer_name", "customer_email", "customer_phone", "ship_to", "note", "shipping_method", "subtotal", "discount", "shipping", "tax", "tax_included", "total", "ordered", "cancelled", "allocated", "picked", "shipped", "delivered", "returned", "open_holds", "import_id", "placed_at", "recorded_at", "version") FROM stdin;
1	10001	Shop	delivered	USD	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}			4000	0	500	200	0	4700	7	0	0	0	7	7	0	0	\N	2026-11-25 13:38:14.444986+00	2026-11-25 13:38:14.435131+00	3
2	10002	Shop	shipped	USD	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}			1666	100	0	50	0	1616	3	0	0	0	3	0	0	0	\N	2026-11-25 13:38:14.4733+00	2026-11-25 13:38:14.469227+00	2
3	10003	Shop	part-shipped	USD	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}			3600	0	0	48	0	3648	5	0	3	0	2	0	0	0	\N	2026-11-25 13:38:14.523883+00	2026-11-25 13:38:14.508386+00	2
4	10004	Shop	picking	USD	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}			2666	0	0	0	49	2666	4	0	4	1	0	0	0	0	\N	2026-11-25 13:38:14.552925+00	2026-11-25 13:38:14.549879+00	2
5	10005	Shop	ready	USD	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}			2333	0	150	77	0	2560	3	0	3	0	0	0	0	0	\N	2026-11-25 13:38:14.589656+00	2026-11-25 13:38:14.580506+00	1
6	10006	Shop	two-houses	USD	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}			24000	0	0	0	0	24000	24	0	0	0	24	20	0	0	\N	2026-11-25 13:38:14.600831+00	2026-11-25 13:38:14.598809+00	3
7	10007	Shop	nothing-held	USD	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}			3600	0	0	360	0	3960	9	0	2	0	0	0	0	0	\N	2026-11-25 13:38:14.627534+00	2026-11-25 13:38:14.626621+00	1
8	10008	Shop	cancelled	USD	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}			333	0	0	27	0	360	1	1	0	0	0	0	0	0	\N	2026-11-25 13:38:14.638627+00	2026-11-25 13:38:14.637835+00	2
9	10009	Shop	line-cancelled	USD	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}			1333	0	0	27	0	1360	2	1	1	0	0	0	0	0	\N	2026-11-25 13:38:14.655903+00	2026-11-25 13:38:14.655039+00	2
10	10010	Shop	held-by-client	USD	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}			333	0	0	27	0	360	1	0	1	0	0	0	0	1	\N	2026-11-25 13:38:14.676837+00	2026-11-25 13:38:14.668513+00	2
11	10011	Shop	held-by-operator	USD	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}			333	0	0	27	0	360	1	0	1	0	0	0	0	1	\N	2026-11-25 13:38:14.68203+00	2026-11-25 13:38:14.681266+00	2
12	10012	Shop	unpaid	USD	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}			333	0	0	27	0	360	1	0	1	0	0	0	0	1	\N	2026-11-25 13:38:14.717496+00	2026-11-25 13:38:14.707392+00	1
13	10013	Shop	paid-later	USD	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}			333	0	0	27	0	360	1	0	1	0	0	0	0	0	\N	2026-11-25 13:38:14.740024+00	2026-11-25 13:38:14.736495+00	2
14	10014	Shop	comment	USD	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}	Leave it at the door		333	0	0	27	0	360	1	0	1	0	0	0	0	1	\N	2026-11-25 13:38:14.754672+00	2026-11-25 13:38:14.751066+00	1
15	10015	Shop	no-address	USD	Kim Lee	kim@mail.example		{"name": "Kim Lee"}			333	0	0	27	0	360	1	0	1	0	0	0	0	1	\N	2026-11-25 13:38:14.783437+00	2026-11-25 13:38:14.782327+00	1
16	10016	Rakuten	yen	JPY	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}			480	0	0	48	0	528	1	0	1	0	0	0	0	0	\N	2026-11-25 13:38:14.801391+00	2026-11-25 13:38:14.800541+00	1
17	10017	Shop	waiting	USD	Kim Lee	kim@mail.example		{"city": "Boise", "name": "Kim Lee", "line1": "1 High St", "region": "ID", "country": "US", "postcode": "83702"}			10990	0	0	799	0	11789	31	0	8	0	0	0	0	0	\N	2026-11-25 13:38:14.822413+00	2026-11-25 13:38:14.812328+00	1
18	10018	Shopify	#1	USD	Maya Lindqvist	maya1@mail.example		{"city": "Boise", "name": "Maya Lindqvist", "line1": "418 W Bannock St", "country": "US", "postcode": "83702"}			3750	0	500	0	0	4250	3	0	2	0	0	0	0	0	1	2026-11-02 15:00:00+00	2026-11-25 13:38:15.656358+00	1
19	10019	Shopify	#2	USD	Maya Lindqvist	maya2@mail.example		{"city": "Boise", "name": "Maya Lindqvist", "line1": "418 W Bannock St", "country": "US", "postcode": "83702"}			3750	0	500	0	0	4250	3	0	0	0	0	0	0	0	1	2026-11-03 15:00:00+00	2026-11-25 13:38:15.656358+00	1
20	10020	Shopify	#3	USD	Maya Lindqvist	maya3@mail.example		{"city": "Boise", "name": "Maya Lindqvist", "line1": "418 W Bannock St", "country": "US", "postcode": "83702"}			3750	0	500	0	0	4250	3	0	0	0	0	0	0	0	1	2026-11-04 15:00:00+00	2026-11-25 13:38:15.656358+00	1
21	10021	Shopify	#9	USD	X	x@mail.example		{"city": "Boise", "name": "X", "line1": "1 St", "country": "US", "postcode": "83702"}			100	0	0	0	0	100	1	0	0	0	0	0	0	0	1	2026-11-09 15:00:00+00	2026-11-25 13:38:15.656358+00	1
22	10022	Shopify	U1	USD	Maya Lindqvist	maya1@mail.example		{"city": "Boise", "name": "Maya Lindqvist", "line1": "418 W Bannock St", "country": "US", "postcode": "83702"}			3750	0	500	0	0	4250	3	3	0	0	0	0	0	0	2	2026-11-02 15:00:00+00	2026-11-25 13:38:16.033169+00	2
23	10023	Shopify	U2	USD	Maya Lindqvist	maya2@mail.example		{"city": "Boise", "name": "Maya Lindqvist", "line1": "418 W Bannock St", "country": "US", "postcode": "83702"}			3750	0	500	0	0	4250	3	3	0	0	0	0	0	0	2	2026-11-03 15:00:00+00	2026-11-25 13:38:16.033169+00	2
\.

COPY "product" ("id", "handle", "title", "created_at") FROM stdin;
1	CUP	Cup	2026-11-25 13:38:14.270625+00
2	MUG	Mug	2026-11-25 13:38:14.270625+00
3	OLD	Old	2026-11-25 13:38:14.270625+00
4	TEA	Tea	2026-11-25 13:38:14.270625+00
7	NOPE	Nope	2026-11-25 13:38:15.656358+00
\.

COPY "proof" ("id", "at", "differences", "counts") FROM stdin;
1	2026-11-25 13:38:16.685193+00	[]	{"lines": 35, "balances": 8, "movements": 18, "allocations": 19}
\.

COPY "warehouse" ("id", "code", "name", "country", "priority", "active", "created_at") FROM stdin;
1	MAIN	Main		10	t	2026-11-25 13:38:11.302976+00
2	EAST	East	US	20	t	2026-11-25 13:38:14.270625+00
\.

COPY "hold" ("id", "order_id", "kind", "reason", "owner", "set_by", "set_at", "lifts_at", "lifted_at", "lifted_by") FROM stdin;
1	12	payment		system	{"kind": "system", "name": "Quayside"}	2026-11-25 13:38:14.721694+00	\N	\N	\N
2	13	payment		system	{"kind": "system", "name": "Quayside"}	2026-11-25 13:38:14.741044+00	\N	2026-11-25 13:38:15.097431+00	{"id": 1, "kind": "person", "name": "Ann"}
3	14	comment		system	{"kind": "system", "name": "Quayside"}	2026-11-25 13:38:14.75694+00	\N	\N	\N
4	15	address		system	{"kind": "system", "name": "Quayside"}	2026-11-25 13:38:14.795943+00	\N	\N	\N
5	10	client	wait for me	client	{"id": 1, "kind": "person", "name": "Ann"}	2026-11-25 13:38:15.092857+00	2027-12-30 13:38:15.084671+00	\N	\N
6	11	operator	check the stock	operator	{"id": 4, "kind": "person", "name": "Otto"}	2026-11-25 13:38:15.124651+00	\N	\N	\N
\.

COPY "import_problem" ("import_id", "record_no", "place", "row_no", "reference", "column", "code", "data", "value") FROM stdin;
3	1	0	3	CUP	counted	not_enough_stock	{"sku": "CUP", "free": 0, "allocated": 17}	\N
\.

COPY "location" ("id", "warehouse_id", "kind", "code", "priority") FROM stdin;
1	\N	supplier	supplier	100
2	\N	customer	customer	100
3	\N	adjustment	adjustment	100
4	\N	transit	transit	100
5	1	shelf	-	100
6	2	shelf	-	100
\.

COPY "order_search" ("order_id", "words", "grams") FROM stdin;
1	delivered kim lee kim@mail.example kim lee boise 83702	{.e,02,37,70,83,@m,ai,am,bo,de,ed,ee,el,er,ex,il,im,is,iv,ki,l.,le,li,m@,ma,mp,oi,pl,re,se,ve,xa}
2	shipped kim lee kim@mail.example kim lee boise 83702	{.e,02,37,70,83,@m,ai,am,bo,ed,ee,ex,hi,il,im,ip,is,ki,l.,le,m@,ma,mp,oi,pe,pl,pp,se,sh,xa}
3	part-shipped kim lee kim@mail.example kim lee boise 83702	{-s,.e,02,37,70,83,@m,ai,am,ar,bo,ed,ee,ex,hi,il,im,ip,is,ki,l.,le,m@,ma,mp,oi,pa,pe,pl,pp,rt,se,sh,t-,xa}
4	picking kim lee kim@mail.example kim lee boise 83702	{.e,02,37,70,83,@m,ai,am,bo,ck,ee,ex,ic,il,im,in,is,ki,l.,le,m@,ma,mp,ng,oi,pi,pl,se,xa}
5	ready kim lee kim@mail.example kim lee boise 83702	{.e,02,37,70,83,@m,ad,ai,am,bo,dy,ea,ee,ex,il,im,is,ki,l.,le,m@,ma,mp,oi,pl,re,se,xa}
6	two-houses kim lee kim@mail.example kim lee boise 83702	{-h,.e,02,37,70,83,@m,ai,am,bo,ee,es,ex,ho,il,im,is,ki,l.,le,m@,ma,mp,o-,oi,ou,pl,se,tw,us,wo,xa}
7	nothing-held kim lee kim@mail.example kim lee boise 83702	{-h,.e,02,37,70,83,@m,ai,am,bo,ee,el,ex,g-,he,hi,il,im,in,is,ki,l.,ld,le,m@,ma,mp,ng,no,oi,ot,pl,se,th,xa}
8	cancelled kim lee kim@mail.example kim lee boise 83702	{.e,02,37,70,83,@m,ai,am,an,bo,ca,ce,ed,ee,el,ex,il,im,is,ki,l.,le,ll,m@,ma,mp,nc,oi,pl,se,xa}
9	line-cancelled kim lee kim@mail.example kim lee boise 83702	{-c,.e,02,37,70,83,@m,ai,am,an,bo,ca,ce,e-,ed,ee,el,ex,il,im,in,is,ki,l.,le,li,ll,m@,ma,mp,nc,ne,oi,pl,se,xa}
10	held-by-client kim lee kim@mail.example kim lee boise 83702	{-b,-c,.e,02,37,70,83,@m,ai,am,bo,by,cl,d-,ee,el,en,ex,he,ie,il,im,is,ki,l.,ld,le,li,m@,ma,mp,nt,oi,pl,se,xa,y-}
11	held-by-operator kim lee kim@mail.example kim lee boise 83702	{-b,-o,.e,02,37,70,83,@m,ai,am,at,bo,by,d-,ee,el,er,ex,he,il,im,is,ki,l.,ld,le,m@,ma,mp,oi,op,or,pe,pl,ra,se,to,xa,y-}
12	unpaid kim lee kim@mail.example kim lee boise 83702	{.e,02,37,70,83,@m,ai,am,bo,ee,ex,id,il,im,is,ki,l.,le,m@,ma,mp,np,oi,pa,pl,se,un,xa}
13	paid-later kim lee kim@mail.example kim lee boise 83702	{-l,.e,02,37,70,83,@m,ai,am,at,bo,d-,ee,er,ex,id,il,im,is,ki,l.,la,le,m@,ma,mp,oi,pa,pl,se,te,xa}
14	comment kim lee kim@mail.example kim lee boise 83702	{.e,02,37,70,83,@m,ai,am,bo,co,ee,en,ex,il,im,is,ki,l.,le,m@,ma,me,mm,mp,nt,oi,om,pl,se,xa}
15	no-address kim lee kim@mail.example kim lee	{-a,.e,@m,ad,ai,am,dd,dr,ee,es,ex,il,im,ki,l.,le,m@,ma,mp,no,o-,pl,re,ss,xa}
16	yen kim lee kim@mail.example kim lee boise 83702	{.e,02,37,70,83,@m,ai,am,bo,ee,en,ex,il,im,is,ki,l.,le,m@,ma,mp,oi,pl,se,xa,ye}
17	waiting kim lee kim@mail.example kim lee boise 83702	{.e,02,37,70,83,@m,ai,am,bo,ee,ex,il,im,in,is,it,ki,l.,le,m@,ma,mp,ng,oi,pl,se,ti,wa,xa}
18	#1 maya lindqvist maya1@mail.example maya lindqvist boise 83702	{#1,.e,02,1@,37,70,83,@m,a1,ai,am,ay,bo,dq,ex,il,in,is,l.,le,li,ma,mp,nd,oi,pl,qv,se,st,vi,xa,ya}
19	#2 maya lindqvist maya2@mail.example maya lindqvist boise 83702	{#2,.e,02,2@,37,70,83,@m,a2,ai,am,ay,bo,dq,ex,il,in,is,l.,le,li,ma,mp,nd,oi,pl,qv,se,st,vi,xa,ya}
20	#3 maya lindqvist maya3@mail.example maya lindqvist boise 83702	{#3,.e,02,37,3@,70,83,@m,a3,ai,am,ay,bo,dq,ex,il,in,is,l.,le,li,ma,mp,nd,oi,pl,qv,se,st,vi,xa,ya}
21	#9 x x@mail.example x boise 83702	{#9,.e,02,37,70,83,@m,ai,am,bo,ex,il,is,l.,le,ma,mp,oi,pl,se,x@,xa}
22	u1 maya lindqvist maya1@mail.example maya lindqvist boise 83702	{.e,02,1@,37,70,83,@m,a1,ai,am,ay,bo,dq,ex,il,in,is,l.,le,li,ma,mp,nd,oi,pl,qv,se,st,u1,vi,xa,ya}
23	u2 maya lindqvist maya2@mail.example maya lindqvist boise 83702	{.e,02,2@,37,70,83,@m,a2,ai,am,ay,bo,dq,ex,il,in,is,l.,le,li,ma,mp,nd,oi,pl,qv,se,st,u2,vi,xa,ya}
\.

COPY "shipment" ("id", "number", "order_id", "warehouse_id", "carrier", "tracking", "key", "shipped_at", "delivered_at") FROM stdin;
1	20001	1	1	UPS	1Z1	s-1	2026-11-25 13:38:14.853785+00	2026-11-25 13:38:15.022975+00
2	20002	2	1			d4265febae2341ea8e187fa32d91651d	2026-11-25 13:38:14.897841+00	\N
3	20003	3	1			7a38db5335604749bda6269c91dc4fbd	2026-11-25 13:38:14.935822+00	\N
4	20004	6	1			16806b10d15049a49ab14854d12979dc	2026-11-25 13:38:14.966081+00	2026-11-25 13:38:15.045194+00
5	20005	6	2			16806b10d15049a49ab14854d12979dc	2026-11-25 13:38:14.966081+00	\N
\.

COPY "sku" ("id", "product_id", "code", "title", "option", "barcode", "price", "tax_bp", "weight_g", "active", "reorder_point", "sort_key", "grams", "created_at") FROM stdin;
1	1	CUP	Cup		\N	333	800	\N	t	\N	cup	{cu,up}	2026-11-25 13:38:14.270625+00
2	2	MUG	Mug		4006381333931	1000	0	\N	t	\N	mug	{00,06,13,31,33,38,39,40,63,81,93,mu,ug}	2026-11-25 13:38:14.270625+00
3	3	OLD	Old		\N	100	0	\N	f	\N	old	{ld,ol}	2026-11-25 13:38:14.270625+00
4	4	TEA	Tea		\N	400	1000	\N	t	\N	tea	{ea,te}	2026-11-25 13:38:14.270625+00
7	7	NOPE	Nope		\N	0	0	\N	t	\N	nope	{no,op,pe}	2026-11-25 13:38:15.656358+00
\.

COPY "balance" ("id", "sku_id", "location_id", "lot", "status", "on_hand", "allocated", "priority") FROM stdin;
1	1	5	\N	good	17	17	10100
2	2	5	\N	damaged	2	0	10100
3	2	5	\N	good	25	5	10100
4	3	5	\N	good	1	0	10100
5	4	5	L1	good	0	0	10100
6	4	5	L2	good	2	2	10100
7	1	6	\N	good	4	4	20100
8	2	6	\N	good	2	2	20100
\.

COPY "movement" ("id", "sku_id", "lot", "quantity", "from_location_id", "from_status", "to_location_id", "to_status", "cause", "reason", "subject_kind", "subject_id", "actor", "key", "reverses", "effective_at", "recorded_at") FROM stdin;
1	2	\N	30	3	good	5	good	counted	opening	sku	2	{"id": 1, "kind": "person", "name": "Ann"}	69c2ff2d4da1459fb3f7f5bb85208e90	\N	2026-11-25 13:38:14.33959+00	2026-11-25 13:38:14.33959+00
2	1	\N	20	3	good	5	good	counted	opening	sku	1	{"id": 1, "kind": "person", "name": "Ann"}	1e161bd87043472982087de3297569b9	\N	2026-11-25 13:38:14.33959+00	2026-11-25 13:38:14.33959+00
3	4	L1	4	3	good	5	good	adjusted	correction	sku	4	{"id": 1, "kind": "person", "name": "Ann"}	ff3369a65c2b44979325c49d4a89388b	\N	2026-11-25 13:38:14.33959+00	2026-11-25 13:38:14.33959+00
4	4	L2	3	3	good	5	good	adjusted	correction	sku	4	{"id": 1, "kind": "person", "name": "Ann"}	57619309a8ba47deb42edcca863f5a0e	\N	2026-11-25 13:38:14.33959+00	2026-11-25 13:38:14.33959+00
5	2	\N	2	3	damaged	5	damaged	adjusted	damage	sku	2	{"id": 1, "kind": "person", "name": "Ann"}	9f1127c9b2994b9287b76aad633ccadd	\N	2026-11-25 13:38:14.33959+00	2026-11-25 13:38:14.33959+00
6	3	\N	1	3	good	5	good	adjusted	correction	sku	3	{"id": 1, "kind": "person", "name": "Ann"}	fb125957e5a24879a050d7e2c147f7c3	\N	2026-11-25 13:38:14.33959+00	2026-11-25 13:38:14.33959+00
7	2	\N	6	1	good	6	good	received	container 7	sku	2	{"id": 1, "kind": "person", "name": "Ann"}	r-1	\N	2026-11-25 13:38:14.370494+00	2026-11-25 13:38:14.370494+00
8	1	\N	4	1	good	6	good	received		sku	1	{"id": 1, "kind": "person", "name": "Ann"}	78537ebb0aab44358e88c5065b8219bd	\N	2026-11-25 13:38:14.370494+00	2026-11-25 13:38:14.370494+00
9	1	\N	1	5	good	3	good	adjusted	loss: broken	sku	1	{"id": 1, "kind": "person", "name": "Ann"}	f6aeaffee3af45eb8d2b80114c4e1afa	\N	2026-11-25 13:38:14.397181+00	2026-11-25 13:38:14.397181+00
10	2	\N	2	5	good	2	good	shipped		shipment	1	{"id": 1, "kind": "person", "name": "Ann"}	shipment 1 0	\N	2026-11-25 13:38:14.857624+00	2026-11-25 13:38:14.857624+00
11	4	L1	4	5	good	2	good	shipped		shipment	1	{"id": 1, "kind": "person", "name": "Ann"}	shipment 1 1	\N	2026-11-25 13:38:14.857624+00	2026-11-25 13:38:14.857624+00
12	4	L2	1	5	good	2	good	shipped		shipment	1	{"id": 1, "kind": "person", "name": "Ann"}	shipment 1 2	\N	2026-11-25 13:38:14.857624+00	2026-11-25 13:38:14.857624+00
13	2	\N	1	5	good	2	good	shipped		shipment	2	{"id": 1, "kind": "person", "name": "Ann"}	shipment 2 0	\N	2026-11-25 13:38:14.90521+00	2026-11-25 13:38:14.90521+00
14	1	\N	2	5	good	2	good	shipped		shipment	2	{"id": 1, "kind": "person", "name": "Ann"}	shipment 2 1	\N	2026-11-25 13:38:14.90521+00	2026-11-25 13:38:14.90521+00
15	2	\N	2	5	good	2	good	shipped		shipment	3	{"id": 1, "kind": "person", "name": "Ann"}	shipment 3 0	\N	2026-11-25 13:38:14.941129+00	2026-11-25 13:38:14.941129+00
16	2	\N	20	5	good	2	good	shipped		shipment	4	{"id": 1, "kind": "person", "name": "Ann"}	shipment 4 0	\N	2026-11-25 13:38:14.980952+00	2026-11-25 13:38:14.980952+00
17	2	\N	4	6	good	2	good	shipped		shipment	5	{"id": 1, "kind": "person", "name": "Ann"}	shipment 5 0	\N	2026-11-25 13:38:14.980952+00	2026-11-25 13:38:14.980952+00
19	2	\N	20	3	good	5	good	counted	count	import	3	{"id": 1, "kind": "person", "name": "Ann"}	8d64840c18034da597755e5f01abe5bd	\N	2026-11-25 13:38:16.600848+00	2026-11-25 13:38:16.600848+00
\.

COPY "order_line" ("order_id", "line_no", "sku_id", "sku_code", "title", "unit_price", "discount", "tax_bp", "total", "ordered", "cancelled", "allocated", "picked", "packed", "shipped", "delivered", "returned", "written_off") FROM stdin;
1	1	2	MUG	Mug	1000	0	0	2000	2	0	0	0	0	2	2	0	0
1	2	4	TEA	Tea	400	0	1000	2000	5	0	0	0	0	5	5	0	0
2	1	2	MUG	Mug	1000	0	0	1000	1	0	0	0	0	1	0	0	0
2	2	1	CUP	Cup	333	0	800	666	2	0	0	0	0	2	0	0	0
3	1	2	MUG	Mug	1000	0	0	3000	3	0	1	0	0	2	0	0	0
3	2	1	CUP	Cup	333	66	800	600	2	0	2	0	0	0	0	0	0
4	1	1	CUP	Cup	333	0	800	666	2	0	2	1	0	0	0	0	0
4	2	2	MUG	Mug	1000	0	0	2000	2	0	2	0	0	0	0	0	0
5	1	2	MUG	Mug	1000	0	0	2000	2	0	2	0	0	0	0	0	0
5	2	1	CUP	Cup	333	0	800	333	1	0	1	0	0	0	0	0	0
6	1	2	MUG	Mug	1000	0	0	24000	24	0	0	0	0	24	20	0	0
7	1	4	TEA	Tea	400	0	1000	3600	9	0	2	0	0	0	0	0	0
8	1	1	CUP	Cup	333	0	800	333	1	1	0	0	0	0	0	0	0
9	1	2	MUG	Mug	1000	0	0	1000	1	0	1	0	0	0	0	0	0
9	2	1	CUP	Cup	333	0	800	333	1	1	0	0	0	0	0	0	0
10	1	1	CUP	Cup	333	0	800	333	1	0	1	0	0	0	0	0	0
11	1	1	CUP	Cup	333	0	800	333	1	0	1	0	0	0	0	0	0
12	1	1	CUP	Cup	333	0	800	333	1	0	1	0	0	0	0	0	0
13	1	1	CUP	Cup	333	0	800	333	1	0	1	0	0	0	0	0	0
14	1	1	CUP	Cup	333	0	800	333	1	0	1	0	0	0	0	0	0
15	1	1	CUP	Cup	333	0	800	333	1	0	1	0	0	0	0	0	0
16	1	1	CUP	Cup	480	0	1000	480	1	0	1	0	0	0	0	0	0
17	1	1	CUP	Cup	333	0	800	9990	30	0	7	0	0	0	0	0	0
17	2	2	MUG	Mug	1000	0	0	1000	1	0	1	0	0	0	0	0	0
18	1	2	MUG	Mug 0	1250	0	0	1250	1	0	0	0	0	0	0	0	0
18	2	1	CUP	Mug 1	1250	0	800	2500	2	0	2	0	0	0	0	0	0
19	1	2	MUG	Mug 0	1250	0	0	1250	1	0	0	0	0	0	0	0	0
19	2	1	CUP	Mug 1	1250	0	800	2500	2	0	0	0	0	0	0	0	0
20	1	2	MUG	Mug 0	1250	0	0	1250	1	0	0	0	0	0	0	0	0
20	2	1	CUP	Mug 1	1250	0	800	2500	2	0	0	0	0	0	0	0	0
21	1	7	NOPE	Nope	100	0	0	100	1	0	0	0	0	0	0	0	0
22	1	2	MUG	Mug 0	1250	0	0	1250	1	1	0	0	0	0	0	0	0
22	2	1	CUP	Mug 1	1250	0	800	2500	2	2	0	0	0	0	0	0	0
23	1	2	MUG	Mug 0	1250	0	0	1250	1	1	0	0	0	0	0	0	0
23	2	1	CUP	Mug 1	1250	0	800	2500	2	2	0	0	0	0	0	0	0
\.

COPY "allocation" ("order_id", "line_no", "balance_id", "quantity", "picked") FROM stdin;
3	1	3	1	0
3	2	1	2	0
4	1	1	2	1
4	2	3	2	0
5	1	3	2	0
5	2	1	1	0
7	1	6	2	0
9	1	8	1	0
10	1	1	1	0
11	1	1	1	0
12	1	1	1	0
13	1	1	1	0
14	1	1	1	0
15	1	1	1	0
16	1	1	1	0
17	1	1	3	0
17	1	7	4	0
17	2	8	1	0
18	2	1	2	0
\.

COPY "shipment_line" ("shipment_id", "order_id", "line_no", "balance_id", "quantity") FROM stdin;
1	1	1	3	2
1	1	2	5	4
1	1	2	6	1
2	2	1	3	1
2	2	2	1	2
3	3	1	3	2
4	6	1	3	20
5	6	1	8	4
\.

